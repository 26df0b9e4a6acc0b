import {
  any,
  type AnyEvent,
  bucket,
  bus,
  http,
  on,
  PermanentError,
  queue,
  SampanError,
  type SampanFunction,
  schedule,
  stream,
  task,
  websocket,
} from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { strike } from '../../test/strike.ts'
import { nativeContext, quiet } from '../../test/support.ts'
import { lambda } from '../index.ts'
import { eventSamples } from '../samples.ts'

/** What is wrong with the events that handlers were given. A handler that throws would only fail its message. */
const unsound: string[] = []

/** Fields of each kind that are always text, and those that are text where they are there. */
const texts: { readonly [kind: string]: readonly string[] } = {
  queue: ['queue'],
  stream: ['stream', 'partition', 'sequence'],
  bucket: ['bucket', 'key'],
  websocket: ['connectionId', 'action'],
}
const perhaps = ['subject', 'time', 'groupId', 'etag', 'version', 'schedule', 'bus', 'route']

function look(known: AnyEvent): undefined {
  const event: { readonly [field: string]: any } = known
  const { kind, data, attempt = 1, attributes, headers, query, size = 0, time } = event
  if (kind === 'http') return
  const faults = [
    ...['id', 'source', 'type', ...(texts[kind] ?? [])].filter((name) => typeof event[name] !== 'string'),
    ...perhaps.filter((name) => event[name] !== undefined && typeof event[name] !== 'string'),
    Object.values({ ...headers, ...query }).some((one) => typeof one !== 'string') && 'headers or query',
    Object.values({ ...attributes }).some((one) => typeof one !== 'string' && !isBytes(one)) && 'attributes',
    !(attempt >= 1) && 'attempt',
    !Number.isFinite(size) && 'size',
    time !== undefined && !/^\d{4}-\d\d-\d\dT.*Z$/.test(time) && 'form of time',
    data instanceof Uint8Array && !isBytes(data) && 'data',
  ]
  unsound.push(...faults.filter((fault) => fault !== false).map((fault) => `${kind}: ${fault}`))
}

function isBytes(value: unknown): boolean {
  return value instanceof Uint8Array && !Buffer.isBuffer(value)
}

const functions: { readonly [kind: string]: SampanFunction } = {
  http: on(http(), look),
  queue: on(queue('orders'), look),
  stream: on(stream('orders'), look),
  bucket: on(bucket('uploads'), look),
  schedule: on(schedule('nightly', '0 3 * * *'), look),
  bus: on(bus('shop'), look),
  websocket: on(websocket(), look),
  task: on(task('resize'), look),
  any: on(any(), look),
}
const handlers = new Map(Object.entries(functions).map(([kind, fn]) => [kind, lambda(fn)]))
const { task: _, any: anything, ...marked } = functions
const everythingKnown = lambda(...Object.values(marked))
const everything = lambda(...Object.values(marked), anything!)
/** Kinds that have to be known by their marks. */
const known = [...handlers].filter(([kind]) => kind !== 'task' && kind !== 'any')

/** What came of it: `resolved`, or the code of an error that Sampan meant. Anything else is thrown. */
async function outcome(
  handler: (native: unknown, context: any) => Promise<unknown>,
  native: unknown,
): Promise<string> {
  try {
    await handler(native, nativeContext())
    return 'resolved'
  } catch (error) {
    if (error instanceof SampanError) return error.code
    // The failure of the only message of a batch is thrown as it is.
    if (error instanceof PermanentError) return 'PermanentError'
    throw error
  }
}

const common = {
  id: 'e-1',
  source: 'arn:aws:sqs:eu-west-1:123456789012:orders',
  time: '2026-11-23T00:00:00.123Z',
  data: { keys: { id: 1 }, before: { id: 1, seal: [true, null] }, after: { id: 1, total: 1.5 } },
}
/** An event of each kind that every sample of the kind can bring. */
const events: { readonly [kind: string]: object } = {
  queue: { queue: 'orders', attempt: 2, groupId: 'g', attributes: { tenant: 'acme', weight: '7' } },
  stream: { type: 'update', stream: 'orders', partition: '0', sequence: '15', key: 'A-1' },
  bucket: {
    type: 'ObjectCreated:Put',
    action: 'created',
    bucket: 'uploads',
    key: 'a b.jpg',
    size: 7,
    etag: 'e',
  },
  schedule: { type: 'Scheduled Event', schedule: 'nightly' },
  bus: { type: 'order.paid', bus: 'shop', subject: 'arn:aws:sns:eu-west-1:123456789012:shop' },
  websocket: {
    type: 'message',
    action: 'message',
    connectionId: 'c-1',
    route: 'say',
    headers: {},
    query: {},
  },
  task: { type: 'task', task: 'resize' },
  any: { type: 'any' },
}

describe('what no gateway sends', () => {
  it.each([
    ['null', null],
    ['undefined', undefined],
    ['an empty list', []],
    ['text', 'x'],
    ['a number', 42],
    ['true', true],
    ['bytes', new Uint8Array([1, 2])],
    ['no records', { Records: [] }],
    ['a record that is null', { Records: [null] }],
    ['records that are text', { Records: 'aws:sqs' }],
    ['a record without a source', { Records: [{}] }],
    ['keys of Object.prototype', JSON.parse('{"__proto__":{"Records":[]},"constructor":{"prototype":null}}')],
    ['a record with such keys', JSON.parse('{"Records":[{"__proto__":{"eventSource":"aws:sqs"}}]}')],
  ])('%s is an event that nobody knows', async (_, native) => {
    for (const [, handler] of known) expect(await outcome(handler, native)).toBe('SAMPAN_UNKNOWN_EVENT')
    expect(await outcome(handlers.get('any')!, native)).toBe('resolved')
    const polluting = JSON.stringify(native)?.includes('__proto__')
    expect(await outcome(handlers.get('task')!, native)).toBe(polluting ? 'PermanentError' : 'resolved')
  })

  it('a million keys are only counted, or handed over', async () => {
    const million = Object.fromEntries(Array.from({ length: 1_000_000 }, (_, at) => [`key${at}`, at]))
    expect(await outcome(everythingKnown, million)).toBe('SAMPAN_UNKNOWN_EVENT')
    expect(await outcome(handlers.get('any')!, million)).toBe('resolved')
    const native = { eventSource: 'aws:kafka', records: million }
    expect(await outcome(handlers.get('stream')!, native)).toBe('SAMPAN_BAD_EVENT')
  }, 60_000)

  it.each([
    ['queue', { Records: [{ eventSource: 'aws:sqs' }] }],
    ['stream', { Records: [{ eventSource: 'aws:kinesis' }] }],
    ['stream', { Records: [{ eventSource: 'aws:dynamodb', dynamodb: [] }] }],
    ['bucket', { Records: [{ eventSource: 'aws:s3', s3: {} }] }],
    ['bus', { Records: [{ EventSource: 'aws:sns' }] }],
    ['stream', { eventSource: 'aws:kafka' }],
    ['stream', { eventSource: 'SelfManagedKafka', records: { 'orders-0': { length: 1 } } }],
    ['stream', { eventSource: 'aws:docdb', events: 'none' }],
    ['stream', { awslogs: { data: '' } }],
    ['stream', { awslogs: { data: 'H4sIAAAAAAAAA6tWSkksSVSyUqpW' } }],
    ['queue', { eventSource: 'aws:rmq', rmqMessagesByQueue: [] }],
    ['queue', { eventSource: 'aws:mq', messages: {} }],
  ])('the mark of a %s with nothing behind it is refused: %j', async (kind, native) => {
    expect(await outcome(handlers.get(kind)!, native)).toBe('SAMPAN_BAD_EVENT')
    // A function that takes anything does not take what is another's.
    expect(await outcome(handlers.get('any')!, native)).toBe('SAMPAN_NO_FUNCTION')
  })
})

describe('what a gateway sends, with blows', () => {
  const bases = eventSamples.flatMap((sample) => {
    const event = { kind: sample.kind, ...common, ...events[sample.kind] }
    const native = [
      sample.native([event]),
      ...(sample.kind === 'queue' ? [sample.native([event, event])] : []),
    ]
    return native.map((one) => [sample, JSON.stringify(one)] as const)
  })
  const nasty = check.constantFrom<unknown>(
    null,
    [],
    {},
    [null],
    [[]],
    ['x'],
    '',
    'x',
    '\uD83D',
    '%',
    '2026-11-23',
    'QUJ',
    0,
    -1,
    1.5,
    1e21,
    true,
    { toString: 1, valueOf: 1 },
    { length: -1, startsWith: 1, split: 1 },
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  )
  const blow = check.record({
    at: check.nat(),
    how: check.oneof(
      check.constantFrom('drop' as const, 'cut' as const),
      nasty.map((value) => ({ value })),
    ),
  })

  it('is handled, or refused with an error that says so', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    const outcomes = new Map<string, Set<string>>()
    await quiet(() =>
      check.assert(
        check.asyncProperty(
          check.constantFrom(...bases),
          check.array(blow, { minLength: 1, maxLength: 4 }),
          check.boolean(),
          async ([{ name, kind }, base], blows, together) => {
            const native = strike(JSON.parse(base), blows)
            const handler = together ? everything : handlers.get(kind)!
            const seen = outcomes.get(name) ?? new Set()
            outcomes.set(name, seen.add(await outcome(handler, native)))
            expect(unsound.splice(0)).toEqual([])
          },
        ),
        { numRuns: 2000 },
      ),
    )
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    // Blows that all missed, or that killed everything, would prove nothing.
    expect(new Set(outcomes.keys())).toEqual(new Set(eventSamples.map(({ name }) => name)))
    for (const [, seen] of outcomes) expect([...seen]).toContain('resolved')
    const all = new Set([...outcomes.values()].flatMap((seen) => [...seen]))
    expect([...all]).toEqual(
      expect.arrayContaining([
        'SAMPAN_BAD_EVENT',
        'SAMPAN_UNKNOWN_EVENT',
        'SAMPAN_NO_FUNCTION',
        'PermanentError',
      ]),
    )
  }, 120_000)
})
