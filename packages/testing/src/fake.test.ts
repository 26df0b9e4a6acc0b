import * as alibaba from '@sampan/alibaba/samples'
import * as aws from '@sampan/aws/samples'
import * as baidu from '@sampan/baidu/samples'
import type { HttpEvent } from '@sampan/core'
import * as tencent from '@sampan/tencent/samples'
import { describe, expect, it } from 'vitest'
import { payloads, seen } from '../test/clouds.ts'
import { fake } from './fake.ts'
import { sent } from './wire.ts'

const fakes = fake as unknown as { [provider: string]: { [payload: string]: (options?: object) => unknown } }

const data = { id: 'A-1', total: 7.5 }
const time = '2026-11-24T12:30:00.000Z'
const given = {
  http: {
    method: 'POST',
    path: '/items?page=2',
    query: { tag: 'a&b' },
    headers: { 'x-shop': 'north' },
    body: data,
  },
  queue: { queue: 'parcels', data, time },
  stream: { stream: 'visits', data, time },
  bucket: { bucket: 'photos', key: 'my photo.jpg', size: 5, action: 'created', time },
  schedule: { schedule: 'hourly', data, time },
  bus: { bus: 'market', type: 'item.sold', data, time },
  task: { data },
  websocket: { action: 'message', connectionId: 'c-1', data },
  any: { data },
} as const

/** What the payload has no place for, or names otherwise. */
const unsaid: { readonly [payload: string]: readonly string[] } = {
  'aws.eventBridge': ['bus'],
  'aws.eventBridgeSqs': ['bus'],
  'alibaba.cdn': ['bus'],
  'alibaba.mnsTopicAttributes': ['bus'],
  'alibaba.mnsTopicStream': ['bus'],
  'alibaba.mqtt': ['time'],
  'alibaba.sls': ['data'],
  'alibaba.tablestore': ['stream'],
  'tencent.cos': ['bucket'],
  'tencent.ckafka': ['time'],
  'tencent.mps': ['bus', 'data', 'time'],
  'baidu.cdn': ['bus'],
  'baidu.crontab': ['schedule'],
  'baidu.dueros': ['data'],
}

const row = { keys: { id: 'A-1' }, before: undefined, after: data }
const changeStreams = new Set(['aws.dynamodb', 'aws.docdb', 'alibaba.dts', 'alibaba.tablestore'])

const all = payloads.map((payload) => {
  const { provider, name, kind, sample } = payload
  const title = `fake.${provider}.${name}()`
  const options = changeStreams.has(sample.name) ? { stream: 'visits', data: row, time } : given[kind]
  return { ...payload, title, options, make: fakes[provider]![name]! }
})

const titled = all.map((payload) => [payload.title, payload] as const)

/** Whatever the precision. */
const timed = (event: any): object => ({ ...event, time: new Date(event.time).toJSON() })

describe.each(titled)('%s', (title, payload) => {
  const { kind, make, options } = payload

  it('is read by its own adapter, and as this kind', async () => {
    expect(await seen(payload, make())).toEqual([expect.objectContaining({ kind })])
  })

  it('is the same for the same options', () => {
    // Of an FC 2.0 exchange the response is made of functions.
    const [one, other] = [make(options), make(options)]
    expect(JSON.stringify(one)).toBe(JSON.stringify(other))
    expect(sent(one)).toEqual(one)
  })

  it('has closed options', () => {
    expect(() => make({ dat: 1 })).toThrow(
      expect.objectContaining({
        code: 'SAMPAN_UNKNOWN_OPTION',
        message: expect.stringContaining(`${title} has no option "dat"; did you mean "`) as string,
      }),
    )
  })
})

it.each(titled.filter(([, { kind }]) => kind === 'http'))(
  '%s carries the request',
  async (_title, payload) => {
    const requests = await seen(payload, payload.make(payload.options), async (event: HttpEvent) => ({
      method: event.method,
      path: event.path,
      query: { ...event.query },
      shop: event.headers.get('x-shop'),
      body: await event.json(),
    }))
    expect(requests).toEqual([
      { method: 'POST', path: '/items', query: { page: '2', tag: 'a&b' }, shop: 'north', body: data },
    ])
  },
)

it.each(titled.filter(([, { kind }]) => kind !== 'http'))(
  '%s carries what it is given',
  async (_title, payload) => {
    const [event] = await seen(payload, payload.make(payload.options), timed)
    const silent = unsaid[`${payload.provider}.${payload.name}`] ?? []
    const lost = Object.entries(payload.options).filter(
      ([field, value]) => JSON.stringify(event[field]) !== JSON.stringify(value),
    )
    expect(lost.map(([field]) => field)).toEqual(silent)
  },
)

it('there is one for every sample of every cloud', () => {
  const samples = [aws, alibaba, tencent, baidu].flatMap(({ httpSamples, eventSamples }) => [
    ...httpSamples,
    ...eventSamples,
  ])
  expect(payloads.map(({ sample }) => sample)).toHaveLength(samples.length)
  expect(new Set(payloads.map(({ sample }) => sample))).toEqual(new Set(samples))
  expect(Object.keys(fake.baidu)).toContain('httpTrigger')
})

describe('a batch', () => {
  const [, first, second] = ['', 1, 2].map((at) => `00000000-0000-4000-8000-00000000000${at}`)

  it('has several messages, and what is said of all of them', () => {
    const native = fake.aws.sqs({
      queue: 'orders.fifo',
      messages: [{ data: 1, groupId: 'a' }, { data: 2, id: 'm-2' }, {}],
    })
    expect(native).toMatchObject({
      Records: [
        {
          messageId: first,
          body: '1',
          attributes: { MessageGroupId: 'a' },
          eventSourceARN: expect.stringMatching(/:orders\.fifo$/) as string,
        },
        { messageId: 'm-2', body: '2', eventSourceARN: expect.stringMatching(/:orders\.fifo$/) as string },
        { body: '{}' },
      ],
    })
  })

  it('counts ids', () => {
    expect(fake.aws.sqs({ messages: [{}, {}] })).toMatchObject({
      Records: [{ messageId: first }, { messageId: second }],
    })
  })

  it('may be empty', () => {
    expect(fake.aws.sqs({ messages: [] })).toEqual({ Records: [] })
  })

  it('has closed options within', () => {
    // @ts-expect-error -- misspelt
    expect(() => fake.aws.sqs({ messages: [{ attemt: 2 }] })).toThrow(
      'fake.aws.sqs() has no option "attemt"; did you mean "attempt"?',
    )
    // @ts-expect-error -- of one message only at the top
    expect(() => fake.aws.sqs({ messages: [{ messages: [] }] })).toThrow(
      expect.objectContaining({ code: 'SAMPAN_UNKNOWN_OPTION' }),
    )
  })

  it('is refused where the cloud sends one at a time', () => {
    expect(() => fake.alibaba.timer({ messages: [{}, {}] })).toThrow(
      expect.objectContaining({ code: 'SAMPAN_BAD_SAMPLE' }),
    )
  })

  it('is no option of calls', () => {
    // @ts-expect-error -- a call is one
    expect(() => fake.aws.task({ messages: [] })).toThrow('fake.aws.task() has no option "messages"')
  })
})

describe('a bucket', () => {
  it('has the type that is usual for the action', () => {
    const types = (['created', 'deleted', 'restored', 'other'] as const).map(
      (action) => (fake.aws.s3({ action }) as { Records: [{ eventName: string }] }).Records[0].eventName,
    )
    expect(types).toEqual([
      'ObjectCreated:Put',
      'ObjectRemoved:Delete',
      'ObjectRestore:Completed',
      'ObjectTagging:Put',
    ])
  })

  it('has the type that is given', () => {
    expect(fake.aws.s3({ type: 'ObjectCreated:Copy' })).toMatchObject({
      Records: [{ eventName: 'ObjectCreated:Copy' }],
    })
  })

  it('has none where the cloud tells of no such action', () => {
    expect(() => fake.baidu.bos({ action: 'restored' })).toThrow(
      expect.objectContaining({
        code: 'SAMPAN_NO_PAYLOAD',
        message: 'baidu.bos has no usual type for the action "restored", only for created; give its type',
      }),
    )
  })
})
