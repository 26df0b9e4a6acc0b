import {
  any,
  bucket,
  bus,
  type EventKind,
  http,
  on,
  PermanentError,
  queue,
  type SampanFunction,
  schedule,
  stream,
  task,
  type Trigger,
  websocket,
} from '@sampan/core'
import * as check from 'fast-check'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { scf } from '../src/index.ts'
import { cls, eventSamples } from '../src/samples.ts'
import { nativeContext, quiet, wire } from './support.ts'

/** Events that no trigger sends: whoever may invoke the function may send them. */

const triggers: { readonly [K in EventKind]: Trigger<any, any> } = {
  http: http(),
  queue: queue('orders'),
  stream: stream('clicks'),
  bucket: bucket('uploads'),
  schedule: schedule('nightly', '0 3 * * *'),
  bus: bus('shop'),
  task: task('shop-api'),
  websocket: websocket(),
  any: any(),
}

/** Whether an event is what its type says, as far as people rely on it without a check of their own. */
function sound(event: any): boolean {
  const texts = [event.id, event.source, event.type]
  const perhaps = [
    event.subject,
    event.time,
    event.key,
    event.version,
    event.schedule,
    event.groupId,
    event.bus,
  ]
  const named = { queue: 'queue', stream: 'stream', bucket: 'bucket' }[event.kind as string]
  if (named !== undefined) texts.push(event[named])
  if (event.kind === 'stream') texts.push(event.partition, event.sequence)
  if (event.kind === 'websocket') texts.push(event.connectionId, ...Object.values<unknown>(event.headers))
  if (event.kind === 'queue') texts.push(...Object.values<unknown>(event.attributes))
  return (
    texts.every((one) => typeof one === 'string') &&
    perhaps.every((one) => one === undefined || typeof one === 'string') &&
    (event.time === undefined || !Number.isNaN(Date.parse(event.time as string))) &&
    (event.size === undefined || typeof event.size === 'number')
  )
}

function handlerOf(kind: EventKind): (native: unknown) => Promise<unknown> {
  const fn = on(triggers[kind], (event: unknown) => {
    if (kind !== 'http' && !sound(event)) throw new TypeError('The event is not what its type says')
    return { seen: true }
  }) as SampanFunction
  const handler = scf(fn)
  return (native) => handler(native, nativeContext())
}

const handlers = new Map(
  (Object.keys(triggers) as EventKind[]).map((kind) => [kind, handlerOf(kind)] as const),
)

/** Handled, or the code of what was refused. Anything else is thrown: a fault of ours. */
async function outcome(kind: EventKind, native: unknown): Promise<string> {
  try {
    await handlers.get(kind)!(native)
    return 'handled'
  } catch (error) {
    if (error instanceof PermanentError) return 'a flawed message'
    const { code, cause } = error as { code?: unknown; cause?: unknown }
    // A batch of several tells of the first failure by its cause.
    if (cause !== undefined && !(cause instanceof PermanentError)) throw cause as Error
    if (typeof code === 'string' && code.startsWith('SAMPAN_')) return code
    throw error
  }
}

const packed = (logs: unknown): object => ({
  clslogs: { data: gzipSync(JSON.stringify(logs) ?? '').toString('base64') },
})
const million = Object.fromEntries(Array.from({ length: 1_000_000 }, (_, at) => [`k${at}`, at]))
const logs = {
  topic_id: 't',
  topic_name: 'clicks',
  records: [{ timestamp: '1795392000000000', content: '1' }],
}

describe.each([...handlers.keys()])('a function of kind %s', (kind) => {
  it.each<[name: string, native: unknown]>([
    ['null', null],
    ['nothing', undefined],
    ['a list', []],
    ['a text', 'x'],
    ['an empty text', ''],
    ['a number', 42],
    ['bytes', new Uint8Array([0xff, 0])],
    ['no records', { Records: [] }],
    ['a record that is null', { Records: [null] }],
    ['records that are none', { Records: 'cos' }],
    ['COS of nothing', { Records: [{ cos: {} }] }],
    ['COS of a number', { Records: [{ cos: 5, event: 5 }] }],
    ['CKafka of a text', { Records: [{ Ckafka: 'x' }] }],
    ['CMQ of nothing', { Records: [{ CMQ: {} }] }],
    ['every mark at once', { Records: [{ cos: {}, Ckafka: {}, CMQ: {} }], clslogs: {}, websocket: {} }],
    ['logs of nothing', { clslogs: {} }],
    ['a socket that is null', { websocket: null }],
    ['a task that is a text', { EventType: 'WorkflowTask', WorkflowTaskEvent: 'x' }],
    [
      'a message without data',
      { specversion: '0', id: '1', source: 's', type: 'connector:tdmq', data: null },
    ],
    ['__proto__ as records', JSON.parse('{"__proto__":{"Records":[{"cos":{}}]},"polluted":true}')],
    [
      '__proto__ in a record',
      JSON.parse('{"Records":[{"__proto__":{"polluted":true},"CMQ":{"__proto__":{}}}]}'),
    ],
    ['truncated base64', { clslogs: { data: 'AAE' } }],
    ['truncated gzip', { clslogs: { data: gzipSync('{}'.repeat(99)).subarray(0, 20).toString('base64') } }],
    ['__proto__ in logs', packed({ ...logs, records: [{ content: '{"__proto__":{"polluted":true}}' }] })],
    ['a million keys', million],
  ])('answers, or refuses clearly: %s', async (_, native) => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    await quiet(async () => {
      // A name of the outcome, or a failure of this test.
      expect(await outcome(kind, native)).toMatch(
        /^(?:handled|a flawed message|SAMPAN_(?:BAD_EVENT|NO_FUNCTION|UNKNOWN_EVENT))$/,
      )
    })
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

/** An event for every sample, each of which takes what it has a use for. */
const common = {
  id: '5f0c9f3e',
  source: '1/orders',
  type: 'message',
  time: '2026-11-23T00:00:00Z',
  data: { n: 1 },
  queue: 'orders',
  attempt: 1,
  attributes: { tags: 'a' },
  stream: 'clicks',
  partition: '0',
  sequence: '7',
  bucket: 'uploads-1250000001',
  key: 'a/b.jpg',
  size: 7,
  schedule: 'nightly',
  bus: 'orders',
  task: 'shop-api',
  action: 'message',
  connectionId: 'c',
  headers: {},
  query: {},
}
const bases: [kind: EventKind, native: unknown, wrap: (native: unknown) => unknown][] = [
  ...eventSamples.map((sample): [EventKind, unknown, (native: unknown) => unknown] => [
    sample.kind,
    sample.native([{ ...common, kind: sample.kind }]),
    (native) => native,
  ]),
  // A blow at the packed text of logs hits nothing but the packing.
  [cls.kind, logs, packed],
]

const blows = check.array(
  check.tuple(
    check.nat(),
    check.oneof(
      check.jsonValue({ maxDepth: 1 }),
      check.constantFrom<unknown>(undefined, null, [], {}, [null], '', '\0', '%', 0, -1, 1e300, true),
      check.constantFrom<unknown>({ toString: 1, valueOf: 1 }, [{ toString: 1 }], { length: -1, split: 1 }),
      check.constantFrom<unknown>(JSON.parse('{"__proto__":{"polluted":true}}'), '{"__proto__":1}'),
    ),
  ),
  { minLength: 1, maxLength: 3 },
)

/** Replaces or drops fields, each chosen by its number among all there are. */
function strike(base: unknown, hits: readonly (readonly [at: number, value: unknown])[]): unknown {
  const root: unknown[] = [wire(base)]
  for (const [at, value] of hits) {
    const places: [holder: object, name: string][] = []
    const visit = (holder: object): void => {
      for (const [name, below] of Object.entries(holder)) {
        places.push([holder, name])
        if (typeof below === 'object' && below !== null) visit(below as object)
      }
    }
    visit(root)
    if (places.length === 0) break
    const [holder, name] = places[at % places.length]!
    if (value === undefined) Reflect.deleteProperty(holder, name)
    // A copy, or a later blow would hit what other runs use.
    else (holder as { [name: string]: unknown })[name] = structuredClone(value)
  }
  return root[0]
}

describe('two thousand broken events', () => {
  it('are handled, or refused with a code', async () => {
    const outcomes = new Map<string, number>()
    await quiet(() =>
      check.assert(
        check.asyncProperty(check.constantFrom(...bases), blows, async ([kind, base, wrap], hits) => {
          const came = await outcome(kind, wrap(strike(base, hits)))
          outcomes.set(came, (outcomes.get(came) ?? 0) + 1)
        }),
        { numRuns: 2000 },
      ),
    )
    // Blows that all missed, or that all broke the event's mark, would prove nothing.
    expect(outcomes.get('handled')).toBeGreaterThan(100)
    expect(outcomes.get('SAMPAN_BAD_EVENT')).toBeGreaterThan(50)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})
