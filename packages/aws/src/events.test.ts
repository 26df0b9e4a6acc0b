import {
  any,
  bucket,
  type BucketEvent,
  bus,
  type BusEvent,
  http,
  on,
  type QueueEvent,
  queue,
  type SampanFunction,
  schedule,
  task,
  type Trigger,
} from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { nativeContext, quiet, wire } from '../test/support.ts'
import { lambda, type LambdaOptions } from './index.ts'
import { eventBridge, httpApi, s3, s3Sqs, schedule as rule, sns, snsSqs, sqs } from './samples.ts'

const message = (id: string, name = 'orders'): QueueEvent => ({
  kind: 'queue',
  id,
  source: `arn:aws:sqs:eu-west-1:123456789012:${name}`,
  type: 'message',
  time: '2026-11-23T00:00:00.000Z',
  data: { id },
  queue: name,
  attempt: 1,
  attributes: {},
  native: undefined,
})
const put = (name: string, key: string): BucketEvent => ({
  kind: 'bucket',
  id: `R:1:${key}`,
  source: `arn:aws:s3:::${name}`,
  type: 'ObjectCreated:Put',
  data: undefined,
  action: 'created',
  bucket: name,
  key,
  size: 1,
  native: undefined,
})
const published = (id: string): BusEvent => ({
  kind: 'bus',
  id,
  source: 'shop',
  type: 'paid',
  data: {},
  bus: 'news',
  native: undefined,
})
const messages = (...ids: string[]): unknown => sqs.native(ids.map((id) => message(id)))
const photo = (name: string, key = 'a.jpg'): unknown => s3.native([put(name, key)])
const tick = rule.native([
  {
    kind: 'schedule',
    id: 'e',
    source: 'rule',
    type: 'Scheduled Event',
    data: undefined,
    schedule: 'nightly',
    native: undefined,
  },
])

const idle = (trigger: Trigger<any, any>): SampanFunction => on(trigger, () => {}) as SampanFunction

describe('several functions behind one handler', () => {
  const orders = queue('orders')
  const uploads = bucket('uploads')

  /** Which function was given what: `api`, `worker` and `thumbs`, as `lambda(api, worker, thumbs)`. */
  function shop(options: LambdaOptions = {}): { seen: string[]; send: (native: unknown) => Promise<any> } {
    const seen: string[] = []
    const handler = lambda(
      on(http(), () => seen.push('api')),
      on(orders, ({ id }) => seen.push(`worker ${id}`)),
      on(uploads.created({ suffix: '.jpg' }), ({ key }) => seen.push(`thumbs ${key}`)),
      options,
    )
    return { seen, send: (native) => handler(native, nativeContext()) }
  }

  it('each is given its own events', async () => {
    const { seen, send } = shop()
    expect(await send(httpApi.request({ method: 'GET', path: '/' }))).toMatchObject({ statusCode: 200 })
    expect(await send(messages('m-1'))).toEqual({ batchItemFailures: [] })
    expect(await send(photo('uploads'))).toBeUndefined()
    expect(await send(s3Sqs.native([put('uploads', 'b.jpg')]))).toEqual({ batchItemFailures: [] })
    expect(seen).toEqual(['api', 'worker m-1', 'thumbs a.jpg', 'thumbs b.jpg'])
  })

  it('native names are told by the option `names`', async () => {
    const { seen, send } = shop({ names: { orders: 'prod-orders-7f3', uploads: 'shop-uploads' } })
    await send(sqs.native([message('m-1', 'prod-orders-7f3')]))
    await send(photo('shop-uploads'))
    expect(seen).toEqual(['worker m-1', 'thumbs a.jpg'])
    await expect(send(messages('m-2'))).rejects.toMatchObject({ code: 'SAMPAN_NO_FUNCTION' })
  })

  it.each<[string, unknown, RegExp, string]>([
    [
      'a message of another queue',
      sqs.native([message('m', 'mails')]),
      /a message of queue mails/,
      'messageId',
    ],
    ['another bucket', photo('backups'), /ObjectCreated:Put \(created\) in bucket backups/, 'eventVersion'],
    ['another key', photo('uploads', 'a.png'), /in bucket uploads/, 'eventVersion'],
    [
      'an event of a bus',
      eventBridge.native([published('e')]),
      /aws\.eventbridge, which is of kind bus/,
      'version',
    ],
    ['a schedule', tick, /aws\.schedule, which is of kind schedule/, 'version'],
  ])(
    '%s is refused, with what was expected and the first keys, and nothing is handled',
    async (_, native, came, key) => {
      const { seen, send } = shop()
      const refusal = await send(native).catch((error: unknown) => error)
      expect(refusal).toMatchObject({ code: 'SAMPAN_NO_FUNCTION' })
      const { message } = refusal as Error
      expect(message).toMatch(came)
      expect(message).toContain('expected: http(), queue orders, bucket uploads created suffix .jpg')
      expect(message).toContain(`first keys of what came: "${key}"`)
      expect(seen).toEqual([])
    },
  )

  it('a message that nobody takes fails alone, where the cloud can be told of it', async () => {
    const { seen, send } = shop()
    const batch = sqs.native([message('m-1'), message('m-2', 'mails')])
    await quiet(async () => {
      expect(await send(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-2' }] })
    })
    expect(seen).toHaveLength(1)
  })

  it("a message cannot choose by its looks which function handles the queue's messages", async () => {
    const taken: unknown[] = []
    const handler = lambda(
      on(queue('orders'), ({ id }) => void taken.push(`queue ${id}`)),
      on(bus('shop').event('order.paid'), () => void taken.push('bus')),
      on(bucket('uploads').created(), () => void taken.push('bucket')),
    )
    const looks = [
      { id: 'e-1', 'detail-type': 'order.paid', source: 'shop', detail: { id: 'free' } },
      {
        Type: 'Notification',
        MessageId: 'n-1',
        TopicArn: 'arn:aws:sns:eu-north-1:111122223333:shop',
        Message: '{}',
      },
      { Event: 's3:TestEvent' },
      { Records: [{ eventSource: 'aws:s3', s3: { bucket: { name: 'uploads' }, object: { key: 'a' } } }] },
    ]
    for (const [at, data] of looks.entries()) {
      const native = sqs.native([{ ...message(`m-${at}`), data }, message('m-9')])
      expect(await handler(wire(native), nativeContext())).toEqual({ batchItemFailures: [] })
      expect(taken.splice(0)).toEqual([`queue m-${at}`, 'queue m-9'])
    }
  })

  it.each<[string, unknown]>([
    ['an object that nobody sent', { hello: 1 }],
    ['text', 'tick'],
    ['nothing', null],
  ])('%s is unknown', async (_, native) => {
    await expect(shop().send(native)).rejects.toMatchObject({ code: 'SAMPAN_UNKNOWN_EVENT' })
  })

  it.each<[string, Trigger<any, any>, Trigger<any, any>, LambdaOptions]>([
    ['one queue twice', queue('orders'), queue('orders'), {}],
    ['two names of one queue', queue('orders'), queue('mails'), { names: { orders: 'q', mails: 'q' } }],
    ['a bucket and its objects', bucket('b'), bucket('b').created({ prefix: 'in/' }), {}],
    [
      'prefixes in each other',
      bucket('b').created({ prefix: 'in/' }),
      bucket('b').created({ prefix: 'in/a/' }),
      {},
    ],
    ['one type of a bus', bus('shop').event('paid'), bus('shop').event('paid'), {}],
    ['one schedule twice', schedule('n', '0 3 * * *'), schedule('n', '0 4 * * *'), {}],
    ['task() and any()', task('t'), any(), {}],
  ])('%s cannot be told apart, and fail at start-up', (_, one, other, options) => {
    const refusal = expect.objectContaining({ code: 'SAMPAN_ROUTE_TAKEN' }) as Error
    expect(() => lambda(idle(one), idle(other), options)).toThrow(refusal)
  })

  it.each<[string, Trigger<any, any>]>([
    ['http()', http()],
    ['task()', task('shop-api')],
    ['any()', any()],
    ['bus()', bus('shop')],
    ['bucket()', bucket('uploads')],
  ])('%s never takes a batch of SQS, which would then count as handled', async (_, trigger) => {
    const seen: unknown[] = []
    const fn = on(trigger, (event) => seen.push(event)) as SampanFunction
    await expect(lambda(fn)(messages('m-1'), nativeContext())).rejects.toMatchObject({
      code: expect.stringMatching(/^SAMPAN_(?:NO_FUNCTION|UNKNOWN_EVENT)$/) as unknown,
    })
    expect(seen).toEqual([])
  })
})

describe('failure is failure', () => {
  class Closed extends Error {
    override name = 'Closed'
  }
  const failing = (trigger: Trigger<any, any>): SampanFunction =>
    on(trigger, () => {
      throw new Closed('until Monday')
    }) as SampanFunction
  const run = async (trigger: Trigger<any, any>, native: unknown): Promise<unknown> => {
    let outcome: unknown
    await quiet(async () => {
      outcome = await lambda(failing(trigger))(native, nativeContext()).catch((error: unknown) => error)
    })
    return outcome
  }

  it.each<[string, Trigger<any, any>, unknown]>([
    ['S3', bucket('uploads'), photo('uploads')],
    ['SNS', bus('news'), sns.native([published('n-1')])],
    ['EventBridge', bus('news'), eventBridge.native([published('n-1')])],
    ['schedule', schedule('nightly', '0 3 * * *'), tick],
    ['task', task('f'), { width: 1 }],
  ])('%s: the error of the handler is the error of the invocation', async (_, trigger, native) => {
    const error = await run(trigger, native)
    expect(error).toBeInstanceOf(Closed)
    expect(error).toMatchObject({ name: 'Closed', message: 'until Monday' })
  })

  it('SQS is told which messages failed, and the invocation succeeds', async () => {
    expect(await run(queue('orders'), messages('m-1', 'm-2'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-1' }, { itemIdentifier: 'm-2' }],
    })
    expect(await run(bus('news'), snsSqs.native([published('n-1')]))).toMatchObject({
      batchItemFailures: [{ itemIdentifier: expect.any(String) as unknown }],
    })
  })

  it('several failures of a batch that knows no partial reply are named together', async () => {
    const seen: unknown[] = []
    const fn = on(bus('news'), ({ id }) => {
      seen.push(id)
      if (id !== 'n-2') throw new Closed(`not ${id}`)
    })
    const batch = sns.native(['n-1', 'n-2', 'n-3'].map(published))
    await quiet(async () => {
      const failed = lambda(fn)(batch, nativeContext())
      await expect(failed).rejects.toMatchObject({ code: 'SAMPAN_BATCH_FAILED' })
      await expect(failed).rejects.toThrow(
        /2 of 3 .*aws\.sns.*n-1 \(Closed: not n-1\), n-3 \(Closed: not n-3\)/,
      )
    })
    expect(seen).toEqual(['n-1', 'n-2', 'n-3'])
  })
})
