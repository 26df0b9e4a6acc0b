import {
  any,
  bucket,
  bus,
  http,
  type MessageEvent,
  on,
  PermanentError,
  queue,
  schedule,
  stream,
  task,
  type Trigger,
  websocket,
} from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import * as check from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { bytesOf, nativeContext, quiet } from '../test/support.ts'
import { fc } from './index.ts'
import { eventSamples } from './samples.ts'

vi.setConfig({ testTimeout: 60_000 })

const triggers: Record<string, Trigger<any, any>> = {
  queue: queue('x'),
  stream: stream('x'),
  bucket: bucket('x'),
  schedule: schedule('x', '* * * * *'),
  bus: bus('x'),
  task: task('x'),
  any: any(),
  websocket: websocket(),
}

/** Touches everything an event has, as a handler and its log would. */
function readAll(event: MessageEvent): void {
  for (const field of ['id', 'source', 'type'] as const)
    if (typeof event[field] !== 'string') throw new TypeError(`${field} is no text`)
  if (typeof (event.time ?? '') !== 'string') throw new TypeError('time is no text')
  if (Buffer.isBuffer(event.data)) throw new TypeError('data is a Buffer')
  JSON.stringify({ ...event, native: undefined }, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
}

const only = Object.entries(triggers).map(
  ([kind, trigger]) => [kind, fc(on(trigger, readAll as never))] as const,
)
const together = fc(
  on(http(), () => 'ok'),
  ...Object.values(triggers)
    .filter(({ kind }) => kind !== 'any')
    .map((trigger) => on(trigger, readAll as never)),
)
const handlers = [...only, ['every', together] as const]

/** It resolves, or rejects with an error that says what is wrong, most by a code; a bug in a codec has none. */
async function endsWell(handler: ReturnType<typeof fc>, native: unknown): Promise<unknown> {
  const failure: unknown = await handler(native, nativeContext()).then(
    () => undefined,
    (error: unknown) => error ?? 'nothing was thrown',
  )
  expect('polluted' in {}).toBe(false)
  // Data that no handler is to see: it fails its own message.
  if (failure === undefined || failure instanceof PermanentError) return undefined
  const { code } = failure as { code?: unknown }
  if (typeof code !== 'string') throw failure
  return code
}

/** None, or the code of the failure. */
const isEnd = (end: unknown): boolean => end === undefined || (end as string).startsWith('SAMPAN_')

const million = Object.fromEntries(Array.from({ length: 1_000_000 }, (_, at) => [`key${at}`, at]))
const proto: unknown = JSON.parse(
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"events":[{"__proto__":{"eventSource":"cdn"}}]}',
)
const gzip = Buffer.from('1f8b0800000000000003cb48cdc9c907', 'hex')
/** `{"Version":"Sync-v1","Records":[…` that ends in the middle, and lengths that no payload has. */
const cbor = [
  'a26756657273696f6e6753796e632d7631675265636f72647381a464',
  'a2',
  'bf',
  '9b7fffffffffffffff',
  '5b7fffffffffffffff00',
  'a16756657273696f6e1b',
].map((hex) => Buffer.from(hex, 'hex'))

describe.each(handlers)('a function on %s', (_kind, handler) => {
  it.each<[what: string, native: unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a list', []],
    ['a text', 'x'],
    ['a number', 42],
    ['an object', {}],
    ['lists of nothing', { events: [null], records: [null], Records: [null] }],
    ['lists that are none', { events: {}, records: 'x', Records: 7 }],
    ['a list of nothing', [null, undefined, 7, 'x', '{', []]],
    ['a list deep in lists', JSON.parse(`${'['.repeat(1000)}${']'.repeat(1000)}`)],
    ['a million keys', million],
    ['a million elements', Array.from({ length: 1_000_000 }, () => null)],
    ['a prototype', proto],
    ['the JSON of a prototype', Buffer.from(JSON.stringify(proto))],
    ['base64 that ends early', [{ messageId: 'm', messageBody: 'eyJhIjox' }]],
    ['no bytes', Buffer.alloc(0)],
    ['JSON that ends early', Buffer.from('{"events":[{"eventSource":"acs:oss"')],
    ['gzip that ends early', gzip],
    ['bytes that are no UTF-8', new Uint8Array([0xff, 0xfe, 0x00])],
    ...cbor.map((bytes) => [`CBOR that ends early (${bytes.toString('hex')})`, bytes] as [string, unknown]),
  ])('ends well on %s', async (_what, native) => {
    await quiet(() => expect(endsWell(handler, native)).resolves.toSatisfy(isEnd))
  })
})

/** An event that every payload of its kind can carry. */
const base = {
  id: '3f0c7f0e-0000-4000-8000-00000000000d',
  source: 'acs:x:cn-hangzhou:1000000000000003:x',
  type: 'message',
  time: '2026-03-01T08:09:10Z',
  data: { keys: { id: 1 }, before: { id: 1, name: 'a' }, after: { id: 1, name: 'b' } },
  queue: 'x',
  attempt: 1,
  attributes: { tenant: 'acme' },
  stream: 'x',
  partition: '0',
  sequence: '7',
  key: 'k',
  bucket: 'x',
  schedule: 'x',
  bus: 'x',
  task: 'x',
  native: undefined,
}
const object = { type: 'oss:ObjectCreated:PutObject', key: 'a.jpg', data: undefined, size: 7 }
const particular: Record<string, object> = {
  'alibaba.oss': { ...object, id: 'r-1:a.jpg', type: 'ObjectCreated:PutObject' },
  'alibaba.oss-eventbridge': object,
  'alibaba.sls': { data: { logstoreName: 'x', shardId: 0, beginCursor: 'MTc=', endCursor: 'MTg=' } },
}

/** Where something can be replaced: every path in the value, the root too. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, [...path, name]))]
}

/** A copy with another value at the path; `undefined` removes it. */
function replaced(value: any, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by
  const copy = Array.isArray(value) ? [...value] : { ...value }
  copy[name] = replaced(value[name], rest, by)
  return copy
}

const nasty = check.oneof(
  check.jsonValue({ maxDepth: 1 }),
  check.constantFrom<unknown>(undefined, null, '', [], {}, '\ud800', 1e308, -1, 'AA=', '{"__proto__":{}}', [
    null,
  ]),
)

describe('a native event with a broken part', () => {
  const natives: [EventSample, unknown][] = []
  beforeAll(() => {
    for (const sample of eventSamples)
      natives.push([sample, sample.native([{ ...base, kind: sample.kind, ...particular[sample.name] }])])
  })

  it('was whole before: each sample is read by its kind', async () => {
    for (const [sample, native] of natives) {
      const seen: unknown[] = []
      const fn = on(triggers[sample.kind]!, ((event: unknown) => void seen.push(event)) as never)
      await fc(fn)(bytesOf(native), nativeContext())
      expect([sample.name, seen.length]).toEqual([sample.name, 1])
    }
  })

  it('ends well', async () => {
    const broken = check.record({
      at: check.nat(),
      where: check.nat(),
      by: nasty,
      cut: check.option(check.nat(), { freq: 8, nil: undefined }),
      every: check.boolean(),
    })
    const ends = new Set<unknown>()
    await quiet(() =>
      check.assert(
        check.asyncProperty(broken, async ({ at, where, by, cut, every }) => {
          const [sample, native] = natives[at % natives.length]!
          const paths = pathsIn(native)
          const bytes =
            native instanceof Uint8Array
              ? Buffer.from(native).fill(where % 256, where % native.length, (where % native.length) + 1)
              : bytesOf(replaced(native, paths[where % paths.length]!, by) ?? null)
          const handler = every ? together : only.find(([kind]) => kind === sample.kind)![1]
          ends.add(
            await endsWell(handler, cut === undefined ? bytes : bytes.subarray(0, cut % (bytes.length + 1))),
          )
        }),
        { numRuns: 2000 },
      ),
    )
    // Some broke a codec's own part, and some nothing that matters.
    expect([...ends]).toEqual(expect.arrayContaining([undefined, 'SAMPAN_BAD_EVENT', 'SAMPAN_UNKNOWN_EVENT']))
  })
})
