import {
  any,
  bucket,
  bus,
  on,
  queue,
  type SampanFunction,
  schedule,
  stream,
  task,
  type Trigger,
  websocket,
} from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { scf } from '../src/index.ts'
import { ckafka, cmq, cos, pulsar } from '../src/samples.ts'
import { nativeContext, quiet, send } from './support.ts'

/** What every message has. */
const message = {
  id: '1',
  source: '1/shop',
  type: 'message',
  time: '2026-11-23T00:00:00Z',
  data: { n: 1 },
  native: undefined,
}
const native = {
  orders: pulsar.native([
    { ...message, kind: 'queue', queue: 'orders', source: 'p://a/b/orders', attempt: 1, attributes: {} },
  ]),
  clicks: ckafka.native([{ ...message, kind: 'stream', stream: 'clicks', partition: '0', sequence: '7' }]),
  shop: cmq.native([{ ...message, kind: 'bus', bus: 'shop' }]),
  uploads: cos.native([
    {
      ...message,
      kind: 'bucket',
      data: undefined,
      bucket: 'uploads-1250000001',
      key: 'a.jpg',
      type: 'cos:ObjectCreated:Put',
      action: 'created',
    },
  ]),
}

describe('several functions behind one handler', () => {
  const seen: string[] = []
  const see = (name: string, trigger: Trigger<any, any>): SampanFunction =>
    on(trigger, () => void seen.push(name)) as SampanFunction
  const handler = scf(
    see('orders', queue('orders')),
    see('clicks', stream('clicks')),
    see('shop', bus('shop').event('message')),
    see('created', bucket('uploads').created()),
    see('deleted', bucket('uploads').deleted()),
    see('nightly', schedule('nightly', '0 3 * * *')),
    see('socket', websocket()),
    see('resize', task('shop-api')),
    { names: { uploads: 'uploads-1250000001', nightly: 'prod-nightly' } },
  )

  it.each([
    ['orders', native.orders],
    ['clicks', native.clicks],
    ['shop', native.shop],
    ['created', native.uploads],
    ['nightly', { Type: 'Timer', TriggerName: 'prod-nightly', Time: '2026-11-23T03:00:00Z', Message: '' }],
    ['socket', { websocket: { action: 'closing', secConnectionID: 'x' } }],
    ['resize', { key: 'a.jpg' }],
  ])('%s takes its own', async (name, event) => {
    seen.length = 0
    await handler(event, nativeContext())
    expect(seen).toEqual([name])
  })

  it.each([
    ['a queue', queue('other'), native.orders, 'a message of queue orders'],
    ['a stream', stream('other'), native.clicks, 'a record of stream clicks'],
    ['a bucket', bucket('uploads'), native.uploads, 'in bucket uploads-1250000001'],
    ['a bus', bus('other'), native.shop, 'event message of bus shop'],
  ])('refuse %s that none of them names', async (_, trigger, event, came) => {
    const two = scf(see('one', trigger), see('two', websocket()))
    await expect(two(event, nativeContext())).rejects.toMatchObject({
      code: 'SAMPAN_NO_FUNCTION',
      message: expect.stringContaining(came) as string,
    })
  })

  it('refuse a queue’s message, where there is none for queues, instead of leaving it to any()', async () => {
    for (const trigger of [any(), task('shop-api'), bucket('uploads')])
      await expect(send(native.clicks, see('x', trigger))).rejects.toMatchObject({
        code: 'SAMPAN_NO_FUNCTION',
      })
  })
})

describe('failure is failure', () => {
  it.each([
    ['a message', queue('orders'), native.orders],
    ['a record', stream('clicks'), native.clicks],
    ['a published message', bus('shop'), native.shop],
    ['a notification', bucket('uploads'), native.uploads],
  ])('of %s alone it is the handler’s own error', async (_, trigger, event) => {
    const error = new Error('no')
    const fn = on(trigger as Trigger, () => {
      throw error
    })
    await quiet(() => expect(send(event, fn)).rejects.toBe(error))
  })
})
