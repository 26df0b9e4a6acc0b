import type { MessageEvent, SampanFunction, Trigger } from '@sampan/core'
import { on } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import * as check from 'fast-check'
import { expect } from 'vitest'
import { wire } from './see.ts'

/** Sends a native event through one cloud's adapter. `context` is what a sample wants the native context to say. */
export type Send = (native: unknown, fn: SampanFunction, context?: object) => Promise<unknown>

/** What a function's handler was given for a native event, `native` left out; and the native result. */
export async function handled(
  send: Send,
  trigger: Trigger<any, any>,
  native: unknown,
  result?: unknown,
  context?: object,
): Promise<{ events: any[]; result: any }> {
  const events: unknown[] = []
  const fn = on(trigger, ((event: MessageEvent) => {
    const { native: _, ...rest } = event
    events.push(rest)
    return result
  }) as never) as SampanFunction
  return { result: await send(native, fn, context), events }
}

/**
 * Any events arrive through a sample's payload as they were: `decode(sample(e))` equals `e`. The native event goes
 * through JSON first, as on its way from the cloud, unless it is bytes.
 */
export async function carriesEvents<Event>(
  send: Send,
  trigger: Trigger<any, any>,
  sample: EventSample,
  events: check.Arbitrary<Event>,
  { batch = true, runs = 200 }: { batch?: boolean; runs?: number } = {},
): Promise<void> {
  const lists = check.array(events, { minLength: 1, maxLength: batch ? 3 : 1 })
  const property = check.asyncProperty(lists, async (list) => {
    const native = sample.native(list)
    const seen = await handled(
      send,
      trigger,
      native instanceof Uint8Array ? native : wire(native),
      undefined,
      sample.context?.(list[0]),
    )
    expect(seen.events).toEqual(list)
  })
  await check.assert(property, { numRuns: runs })
}

/** A value as JSON carries it. */
export const jsonValues: check.Arbitrary<unknown> = check
  .jsonValue({ maxDepth: 2 })
  .filter((value) => !JSON.stringify(value).includes('__proto__'))
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown)

/** Text that is no JSON, as the bytes that it stays. */
export const textBytes: check.Arbitrary<Uint8Array> = check
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((text) => !isJson(text))
  .map((text) => new Uint8Array(Buffer.from(text)))

/** Bytes that are no JSON. */
export const rawBytes: check.Arbitrary<Uint8Array> = check
  .uint8Array({ maxLength: 12 })
  .filter((bytes) => !isJson(Buffer.from(bytes).toString()))

/** Data of a payload that carries text, and of one that carries bytes. */
export const textData: check.Arbitrary<unknown> = check.oneof(jsonValues, textBytes)
export const bytesData: check.Arbitrary<unknown> = check.oneof(jsonValues, rawBytes)

/** Names of resources, groups, attributes. */
export const names: check.Arbitrary<string> = check
  .stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,11}$/)
  .filter((name) => name !== '__proto__')

export const ids: check.Arbitrary<string> = check.uuid()

/** Milliseconds since 1970. */
export const instants: check.Arbitrary<number> = check.integer({ min: 1e12, max: 2e12 })

/** Times of a payload that knows milliseconds, and of one that knows seconds. */
export const times: check.Arbitrary<string> = instants.map((ms) => new Date(ms).toISOString())
export const seconds: check.Arbitrary<string> = instants.map((ms) =>
  new Date(ms - (ms % 1000)).toISOString().replace('.000Z', 'Z'),
)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
