import { bus, on, task } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  carriesEvents,
  handled,
  ids,
  jsonValues,
  names,
  rawBytes,
  times,
} from '../../../../../test/support/events.ts'
import { bytesOf, nativeContext, send } from '../../../test/support.ts'
import { fc } from '../../index.ts'
import { eventBridge } from '../../samples.ts'

const shop = bus('shop')

const native = {
  id: '3f0c7f0e-0000-4000-8000-00000000000c',
  source: 'shop.api',
  specversion: '1.0',
  type: 'order.paid',
  datacontenttype: 'application/json;charset=utf-8',
  subject: 'orders/A-1',
  time: '2026-03-01T08:09:10.5Z',
  aliyunaccountid: '1000000000000003',
  aliyunpublishtime: '2026-03-01T08:09:10.6Z',
  aliyunoriginalaccountid: '1000000000000003',
  aliyuneventbusname: 'shop',
  aliyunregionid: 'cn-hangzhou',
  aliyunpublishaddr: '192.0.2.7',
  data: { id: 'A-1', total: 12.5 },
}
const paid = {
  kind: 'bus',
  id: '3f0c7f0e-0000-4000-8000-00000000000c',
  source: 'shop.api',
  type: 'order.paid',
  subject: 'orders/A-1',
  time: '2026-03-01T08:09:10.5Z',
  data: { id: 'A-1', total: 12.5 },
  bus: 'shop',
}

describe('EventBridge', () => {
  it.each([
    ['one event', native],
    ['a list of one', [native]],
    ['a list of texts', [JSON.stringify(native)]],
  ])('reads %s', async (_what, event) => {
    expect((await handled(send, shop, event)).events).toEqual([paid])
  })

  it('carries any event there and back', async () => {
    const events = check.record({
      kind: check.constant('bus'),
      id: ids,
      source: names,
      type: names,
      subject: check.option(names, { nil: undefined }),
      time: check.option(times, { nil: undefined }),
      data: check.oneof(jsonValues, rawBytes),
      bus: check.option(names, { nil: undefined }),
    })
    await carriesEvents(send, shop, eventBridge, events, { batch: false })
  })

  it.each([
    ['application/json', '{"a":1}', '{"a":1}'],
    ['application/cloudevents+json', 'x', 'x'],
    [undefined, 'x', 'x'],
    ['text/plain', 'hello', new Uint8Array(Buffer.from('hello'))],
    ['text/plain', '{"a":1}', { a: 1 }],
    ['text/plain', { a: 1 }, { a: 1 }],
  ])('reads data of type %s: %j', async (datacontenttype, data, expected) => {
    const { events } = await handled(send, shop, { ...native, datacontenttype, data })
    expect(events).toEqual([{ ...paid, data: expected }])
  })

  it('reads what was written by hand, unless a task waits for such input', async () => {
    const { specversion: _, aliyuneventbusname: _bus, ...draft } = native
    expect((await handled(send, shop, draft)).events).toEqual([{ ...paid, bus: undefined }])
    const calls: string[] = []
    const handler = fc(
      on(shop, ({ kind }) => void calls.push(kind)),
      on(task('shop'), ({ kind }) => void calls.push(kind)),
    )
    await handler(bytesOf(draft), nativeContext())
    await handler(bytesOf(native), nativeContext())
    expect(calls).toEqual(['task', 'bus'])
  })

  it.each([
    'mns:Queue:SendMessage',
    'mq:Topic:SendMessage',
    'amqp:Queue:SendMessage',
    'alikafka:Topic:Message',
    'dts:ConsumeMessage',
  ])('is not for what it carries out of queues and streams: %s', async (type) => {
    await expect(handled(send, shop.event(type), [{ ...native, type }])).rejects.toMatchObject({
      code: expect.stringMatching(/^SAMPAN_(?:NO_FUNCTION|UNKNOWN_EVENT)$/),
    })
  })

  it.each([null, 'text', [], { id: 'x' }])('refuses a list that goes on with %j', async (broken) => {
    await expect(handled(send, shop, [native, broken])).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
