import { http, on } from '@sampan/core'
import * as check from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Kind, kinds, natives, taking } from '../../test/kinds.ts'
import { call, FOREIGN, httpEvent, send, wire } from '../../test/support.ts'
import { cfc } from '../index.ts'

// Thousands of events take their time on a machine that does other things as well.
vi.setConfig({ testTimeout: 60_000 })

beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true))
afterEach(() => vi.restoreAllMocks())

/** How a call ended: the code of what it failed by, or the class where there is no code. */
async function endOf(done: Promise<unknown>): Promise<string> {
  try {
    await done
    return 'handled'
  } catch (error) {
    const { code, name } = error as { code?: string; name: string }
    return code ?? name
  }
}

const proto = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as object
const many = Object.fromEntries(Array.from({ length: 1_000_000 }, (_, at) => [`k${at}`, at]))

/** Of no kind, hence what a direct call may bring. */
const unmarked: readonly (readonly [name: string, native: unknown])[] = [
  ['null', null],
  ['nothing', undefined],
  ['a list', []],
  ['a text', 'x'],
  ['a number', 42],
  ['bytes', new Uint8Array([0, 255])],
  ['a million keys', many],
  ['__proto__', proto],
  ['no records', { Records: [] }],
  ['null for a record', { Records: [null] }],
  ['null for an event', { events: [null] }],
  ['records that are a text', { Records: 'x' }],
]

/** Of a kind, and broken. */
const broken: readonly (readonly [name: string, kind: Kind, native: unknown])[] = [
  ['a Kafka record of nothing', 'stream', { Records: [{ EventSource: 'bce:kafka' }] }],
  ['a RocketMQ record of a number', 'queue', { Records: [{ EventSource: 'bce:rocketmq', Rocketmq: 7 }] }],
  ['a BOS record of a text', 'bucket', { events: [{ eventOrigin: 'bos:realtime', content: 'x' }] }],
  ['a BOS record of __proto__', 'bucket', { events: [{ ...proto, eventOrigin: 'bos:', content: proto }] }],
  ['a CDN record of nothing', 'bus', { events: [{ eventSource: 'cdn' }] }],
  ['a crontab of nothing', 'schedule', { source: 'cfc:crontab' }],
]

describe('a hostile event', () => {
  it.each(unmarked.flatMap(([name, native]) => kinds.map((kind) => [name, kind, native] as const)))(
    '%s is refused by a function of kind %s, unless it takes anything',
    async (_, kind, native) => {
      const end = await endOf(
        send(
          native,
          taking(kind, () => {}),
        ),
      )
      const taken = JSON.stringify(native)?.includes('__proto__') ? 'SAMPAN_BAD_DATA' : 'handled'
      const ends: { [kind: string]: string } = { task: taken, any: 'handled' }
      expect(end).toBe(ends[kind] ?? 'SAMPAN_UNKNOWN_EVENT')
      expect('polluted' in {}).toBe(false)
    },
  )

  it.each(broken.flatMap(([name, own, native]) => kinds.map((kind) => [name, kind, own, native] as const)))(
    '%s is refused by a function of kind %s',
    async (_, kind, own, native) => {
      const end = await endOf(
        send(
          native,
          taking(kind, () => {}),
        ),
      )
      expect(end).toBe(kind === own ? 'SAMPAN_BAD_EVENT' : 'SAMPAN_NO_FUNCTION')
      expect('polluted' in {}).toBe(false)
    },
  )

  it('two thousand with any field replaced or left out are handled, or fail for a reason that is told', async () => {
    const functions = kinds
      .filter((kind) => kind !== 'any')
      .map((kind) => taking(kind, ({ data }) => void JSON.stringify(data)))
    const handler = cfc(...functions, { names: { resize: 'shop-api' } })
    const junk = check.constantFrom(
      null,
      0,
      -1,
      1e300,
      '',
      'x',
      '@@@',
      [],
      [null],
      {},
      proto,
      true,
      undefined,
    )
    const mutation = check.tuple(check.constantFrom(...natives), check.nat({ max: 1000 }), junk)
    const ends = new Map<string, number>()
    await check.assert(
      check.asyncProperty(mutation, async ([[, , native], at, value]) => {
        const mutated = wire(native)
        replace(mutated, at, value)
        const end = await endOf(call(handler, mutated))
        // Data that is no base64 is an error of the message, which has no code.
        expect(end).toMatch(/^(?:handled|SAMPAN_(?:BAD_DATA|BAD_EVENT|NO_FUNCTION|UNKNOWN_EVENT))$/)
        expect('polluted' in {}).toBe(false)
        ends.set(end, (ends.get(end) ?? 0) + 1)
      }),
      { numRuns: 2000 },
    )
    // Otherwise it would not be known that fields are reached at all.
    expect(ends.get('handled')).toBeGreaterThan(200)
    expect(ends.get('SAMPAN_BAD_EVENT')).toBeGreaterThan(50)
  })

  it.each(FOREIGN)('%s is for no function on requests', async (_, native) => {
    expect(
      await endOf(
        send(
          native,
          on(http(), () => 'never'),
        ),
      ),
    ).toBe('SAMPAN_UNKNOWN_EVENT')
  })

  it.each(kinds)('a request is for no function of kind %s', async (kind) => {
    expect(
      await endOf(
        send(
          httpEvent(),
          taking(kind, () => 'never'),
        ),
      ),
    ).toBe('SAMPAN_NO_FUNCTION')
  })
})

/** Puts a value in the place of one of the fields, the `at`-th of all; undefined leaves it out. */
function replace(native: unknown, at: number, value: unknown): void {
  const places: (readonly [holder: any, key: string])[] = []
  const walk = (holder: unknown): void => {
    if (typeof holder !== 'object' || holder === null) return
    for (const [key, inner] of Object.entries(holder)) {
      places.push([holder, key])
      walk(inner)
    }
  }
  walk(native)
  const [holder, key] = places[at % places.length]!
  if (value === undefined && !Array.isArray(holder)) delete holder[key]
  else holder[key] = value
}
