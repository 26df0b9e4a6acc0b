import { on, queue } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, names, textData, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { mnsQueue } from '../../samples.ts'

const orders = queue('orders')

const native = {
  id: '0BADCAFE01234567-1',
  source: 'MNS-orders',
  specversion: '1.0',
  type: 'mns:Queue:SendMessage',
  datacontenttype: 'application/json;charset=utf-8',
  subject: 'acs:mns:cn-hangzhou:1000000000000003:queues/orders',
  time: '2026-03-01T08:09:10.9Z',
  aliyunaccountid: '1000000000000003',
  aliyunpublishtime: '2026-03-01T08:09:10.943Z',
  aliyunoriginalaccountid: '1000000000000003',
  aliyuneventbusname: 'MNS-orders',
  aliyunregionid: 'cn-hangzhou',
  aliyunpublishaddr: '192.0.2.7',
  data: { requestId: '66AA0001', messageId: '0BADCAFE01234567-1', messageBody: '{"id":"A-1"}' },
}
const message = {
  kind: 'queue',
  id: '0BADCAFE01234567-1',
  source: 'acs:mns:cn-hangzhou:1000000000000003:queues/orders',
  type: 'message',
  subject: undefined,
  time: '2026-03-01T08:09:10.9Z',
  data: { id: 'A-1' },
  queue: 'orders',
  attempt: 1,
  groupId: undefined,
  attributes: {},
}
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))
const base64 = (text: string | number[]): string => Buffer.from(text as string).toString('base64')
const withBody = (messageBody: unknown): object => ({ ...native, data: { ...native.data, messageBody } })

describe('an MNS queue', () => {
  it.each([
    ['one message', native],
    ['a list', [native]],
    ['a list of texts', [JSON.stringify(native)]],
  ])('reads %s', async (_what, event) => {
    expect((await handled(send, orders, event)).events).toEqual([message])
  })

  it('reads a list of RawData, which names no queue', async () => {
    const { events } = await handled(send, orders, [native.data, { ...native.data, messageId: 'm-2' }])
    const raw = { ...message, source: 'acs:mns', time: undefined, queue: '' }
    expect(events).toEqual([raw, { ...raw, id: 'm-2' }])
  })

  it.each([
    ['JSON', '{"id":"A-1"}', { id: 'A-1' }],
    ['base64 of JSON', base64('{"id":"A-1"}'), { id: 'A-1' }],
    ['base64 of text', base64('viele grüße\n'), bytes('viele grüße\n')],
    ['base64 of JSON', base64('{"a":1}'), { a: 1 }],
    ['a code that decodes to a text', 'Z001', bytes('Z001')],
    ['base64 of a short text, which nothing tells from a code', base64('hi!'), bytes('aGkh')],
    ['digits, which are JSON before they are base64', '1234', 1234],
    ['a JSON word', 'true', true],
    ['text', 'hello there', bytes('hello there')],
    ['a word that looks like base64', 'test', bytes('test')],
    ['a digest that looks like base64', 'deadbeefdeadbeef', bytes('deadbeefdeadbeef')],
    ['base64 of bytes, which nothing tells from a word', base64([0, 1, 2]), bytes('AAEC')],
    ['nothing', '', bytes('')],
    ['a value', { id: 'A-1' }, { id: 'A-1' }],
  ])('reads a body that is %s', async (_what, body, data) => {
    const { events } = await handled(send, orders, withBody(body))
    expect(events).toEqual([{ ...message, data }])
  })

  it('carries any message there and back', async () => {
    const messages = check
      .record({
        id: ids,
        queue: names,
        time: check.option(times, { nil: undefined }),
        // Text that is the base64 of readable text is read as that.
        data: textData.filter((data) => {
          const text = data instanceof Uint8Array ? Buffer.from(data).toString() : ''
          return text === '' || base64(Buffer.from(text, 'base64').toString()) !== text
        }),
      })
      .map((event) => ({
        ...message,
        ...event,
        source: `acs:mns:cn-hangzhou:1000000000000003:queues/${event.queue}`,
      }))
    await carriesEvents(send, orders, mnsQueue, messages)
  })

  it('gives the envelope as native', async () => {
    const seen: unknown[] = []
    await send(
      [JSON.stringify(native)],
      on(orders, (event) => seen.push(event.native)),
    )
    expect(seen).toEqual([native])
  })

  it('fails whole, after every message was tried, when some failed', async () => {
    const list = ['m-1', 'm-2', 'm-3'].map((messageId) => ({
      ...native,
      data: { ...native.data, messageId },
    }))
    const tried: string[] = []
    const fn = on(orders, ({ id }) => {
      tried.push(id)
      if (id !== 'm-2') throw new Error(`no ${id}`)
    })
    await quiet(async () => {
      await expect(send(list, fn)).rejects.toMatchObject({
        code: 'SAMPAN_BATCH_FAILED',
        message: expect.stringMatching(/^2 of 3 .*m-1 .*m-3 /),
      })
    })
    expect(tried).toEqual(['m-1', 'm-2', 'm-3'])
  })

  it.each([[null], ['text'], [7], [[]]])('refuses a list with %j', async (broken) => {
    await expect(handled(send, orders, [native, broken])).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })

  it('refuses RawData without an id', async () => {
    const broken = [native.data, { messageBody: 'x' }]
    await expect(handled(send, orders, broken)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
