import { any, bucket, bus, http, on, queue, schedule, task } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import { describe, expect, it } from 'vitest'
import { bytesOf, nativeContext, quiet } from '../test/support.ts'
import { fc } from './index.ts'
import { cdn, eventBridge, mnsQueue, mnsTopic, oss, timer } from './samples.ts'

/** A native event of a sample; what the payload does not carry is left out. */
const native = (sample: EventSample, ...events: object[]): unknown =>
  sample.native(events.map((event) => ({ source: 's', time: '2026-03-01T08:09:10Z', ...event })))

const message = (name: string, ...ids: string[]): unknown =>
  native(mnsQueue, ...ids.map((id) => ({ id, queue: name, data: { id } })))
const object = (name: string, type: string): unknown =>
  native(oss, { id: 'r:a.jpg', type, bucket: name, key: 'a.jpg' })
const tick = (name: string): unknown => native(timer, { schedule: name })
const put = (name: string, type: string): unknown =>
  native(eventBridge, { id: 'e-1', type, bus: name, data: {} })
const published = (topic: string): unknown =>
  native(mnsTopic, { id: 'm-1', type: 'message', bus: topic, data: {} })

/** A function that tells its name when it is called. */
function recorder(): { calls: string[]; as: (name: string) => () => void } {
  const calls: string[] = []
  return { calls, as: (name) => () => void calls.push(name) }
}

describe('of several functions', () => {
  const { calls, as } = recorder()
  const handler = fc(
    on(http(), as('api')),
    on(queue('orders'), as('orders')),
    on(queue('mails'), as('mails')),
    on(bucket('uploads').created(), as('created')),
    on(bucket('uploads').deleted(), as('deleted')),
    on(schedule('nightly', '0 3 * * *'), as('nightly')),
    on(schedule('hourly', '0 * * * *'), as('hourly')),
    on(bus('shop').event('order.paid'), as('paid')),
    on(bus('shop').event('order.lost'), as('lost')),
    on(bus('news'), as('news')),
    on(task('shop'), as('task')),
    { names: { orders: 'prod-orders', nightly: 'prod-nightly' } },
  )

  it.each([
    [message('prod-orders', 'm-1', 'm-2'), ['orders', 'orders']],
    [message('mails', 'm-1'), ['mails']],
    [object('uploads', 'ObjectCreated:PutObject'), ['created']],
    [object('uploads', 'ObjectRemoved:DeleteObject'), ['deleted']],
    [tick('prod-nightly'), ['nightly']],
    [tick('hourly'), ['hourly']],
    [put('shop', 'order.paid'), ['paid']],
    [put('shop', 'order.lost'), ['lost']],
    [published('news'), ['news']],
    [{ any: 'data' }, ['task']],
    // Text alone: beside a task it is taken for a call.
    [Buffer.from('hello topic'), ['task']],
  ])('the right one is called (%#)', async (event, names) => {
    calls.length = 0
    await handler(bytesOf(event), nativeContext())
    expect(calls).toEqual(names)
  })

  it.each([
    [message('orders', 'm-1')],
    [object('others', 'ObjectCreated:PutObject')],
    [object('uploads', 'ObjectModified:UpdateObjectMeta')],
    [tick('nightly')],
    [put('shop', 'order.returned')],
    [published('sports')],
  ])('none takes what is not theirs (%#)', async (event) => {
    calls.length = 0
    await expect(handler(bytesOf(event), nativeContext())).rejects.toMatchObject({
      code: 'SAMPAN_NO_FUNCTION',
    })
    expect(calls).toEqual([])
  })
})

it('a queue of the cloud is not a call of a task, nor an event of a bus', async () => {
  for (const trigger of [task('shop'), bus('orders')]) {
    const { calls, as } = recorder()
    const handler = fc(on(trigger as ReturnType<typeof bus>, as('called')))
    await expect(handler(bytesOf(message('orders', 'm-1')), nativeContext())).rejects.toMatchObject({
      code: 'SAMPAN_NO_FUNCTION',
    })
    expect(calls).toEqual([])
  }
})

it('text alone is for the function on a bus where nobody else takes whatever comes', async () => {
  const { calls, as } = recorder()
  const topic = on(bus('news'), as('news'))
  for (const fn of [fc(topic), fc(topic, on(queue('orders'), as('orders'))), fc(topic, on(any(), as('any')))])
    await fn(Buffer.from('hello topic'), nativeContext())
  expect(calls).toEqual(['news', 'news', 'any'])
})

it('a domain of the CDN is no bus: a function on any bus takes its events', async () => {
  const { calls, as } = recorder()
  const event = { id: 't-1:LogFileCreated', type: 'LogFileCreated', subject: 'example.com', data: {} }
  const handler = fc(on(bus('edge').event('LogFileCreated'), as('log')), on(bus('news').event('x'), as('x')))
  await handler(bytesOf(native(cdn, event)), nativeContext())
  expect(calls).toEqual(['log'])
})

/** A function on a queue that throws for some messages, by their ids. */
const failing = (failures: Record<string, unknown>): ReturnType<typeof fc> =>
  fc(
    on(queue('orders'), (event) => {
      if (event.id in failures) throw failures[event.id]
    }),
  )

/** The end of a call as the runtime sees it: up to Node 16 by the callback, later by the promise. */
const ends = {
  callback: (handler: ReturnType<typeof fc>, event: unknown) =>
    new Promise<unknown[]>((resolve) => {
      handler(bytesOf(event), nativeContext(), (...args) => resolve(args))
    }),
  promise: (handler: ReturnType<typeof fc>, event: unknown) =>
    handler(bytesOf(event), nativeContext()).then(
      (result) => [null, result],
      (error: unknown) => [error],
    ),
}

describe.each(['callback', 'promise'] as const)('a call that ends by %s', (how) => {
  async function end(handler: ReturnType<typeof fc>, event: unknown): Promise<any[]> {
    let ended: unknown[] = []
    await quiet(async () => {
      ended = await ends[how](handler, event)
    })
    return ended
  }

  it('succeeds without a result', async () => {
    expect(await end(failing({}), message('orders', 'm-1', 'm-2'))).toEqual([null, undefined])
  })

  it('fails with the error of its only message', async () => {
    const failure = new RangeError('too much')
    expect((await end(failing({ 'm-1': failure }), message('orders', 'm-1')))[0]).toBe(failure)
  })

  it('fails with the names of the messages that failed, and of no other', async () => {
    const failures = { 'm-1': new RangeError('too much'), 'm-3': new TypeError('no total') }
    const [error] = await end(failing(failures), message('orders', 'm-1', 'm-2', 'm-3'))
    expect(error).toMatchObject({ code: 'SAMPAN_BATCH_FAILED', cause: failures['m-1'] })
    expect(error.message).toContain('2 of 3')
    expect(error.message).toContain('m-1 (RangeError: too much), m-3 (TypeError: no total)')
    expect(error.message).not.toContain('m-2')
  })

  it('fails when one of several messages failed', async () => {
    const [error] = await end(failing({ 'm-2': new Error('no') }), message('orders', 'm-1', 'm-2'))
    expect(error).toMatchObject({ code: 'SAMPAN_BATCH_FAILED' })
  })

  it('fails on an event that cannot be read', async () => {
    const [error] = await end(failing({}), [(message('orders', 'm-1') as unknown[])[0], null])
    expect(error).toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})

it('the callback is given an Error whatever was thrown, as the runtime drops what is none', async () => {
  await quiet(async () => {
    const [error] = await ends.callback(failing({ 'm-1': 'text' }), message('orders', 'm-1'))
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ cause: 'text' })
  })
})
