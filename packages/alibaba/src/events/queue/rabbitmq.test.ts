import { on, PermanentError, queue } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, names, textData, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { rabbitmq } from './rabbitmq.sample.ts'

const orders = queue('orders')
const subject =
  'acs:amqp:cn-hangzhou:1000000000000003:/instances/amqp-cn-test0001/vhosts/shop/queues/orders.eu/west'

const data = {
  envelope: { deliveryTag: 41, exchange: 'sales', redeliver: true, routingKey: 'orders.key' },
  body: { id: 'A-1', total: 12.5 },
  props: {
    contentEncoding: 'UTF-8',
    deliveryMode: 2,
    replyTo: null,
    messageId: '0f6b1d2c-0000-4000-8000-00000000c0de',
    headers: { tenant: 'acme', tries: 3, userId: 'mallory' },
    userId: 'alice',
  },
}

const message = {
  id: 'beef0001-4cc1-489e-9d8c-b137b30b0001',
  source: 'RabbitMQ-shop-trigger',
  specversion: '1.0',
  type: 'amqp:Queue:SendMessage',
  datacontenttype: 'application/json;charset=utf-8',
  subject,
  time: '2026-11-23T00:00:00.709Z',
  aliyunaccountid: '1000000000000003',
  aliyuneventbusname: 'RabbitMQ-shop-trigger',
  data,
}

const event = {
  kind: 'queue',
  id: '0f6b1d2c-0000-4000-8000-00000000c0de',
  source: subject,
  type: 'message',
  subject: undefined,
  time: '2026-11-23T00:00:00.709Z',
  data: { id: 'A-1', total: 12.5 },
  queue: 'orders.eu/west',
  attempt: 2,
  groupId: undefined,
  attributes: {
    contentEncoding: 'UTF-8',
    deliveryMode: '2',
    messageId: '0f6b1d2c-0000-4000-8000-00000000c0de',
    tenant: 'acme',
    tries: '3',
    userId: 'alice',
  },
}

describe('RabbitMQ', () => {
  it.each([
    ['one event', message],
    ['a list', [message]],
    ['a list of JSON texts', [JSON.stringify(message)]],
  ])('reads a message of %s; a property of AMQP wins over a header', async (_form, native) => {
    const { events, result } = await handled(send, orders, native)
    expect(events).toEqual([event])
    expect(result).toBeUndefined()
  })

  it('reads RawData, whose queue is the routing key', async () => {
    const { events } = await handled(send, orders, [data])
    expect(events).toEqual([{ ...event, source: 'orders.key', queue: 'orders.key', time: undefined }])
  })

  it('reads a message without properties; its body is text', async () => {
    const bare = { ...message, data: { envelope: data.envelope, props: null, body: 'hello' } }
    const { events } = await handled(send, orders, bare)
    expect(events[0]).toMatchObject({ id: message.id, attributes: {} })
    expect(events[0].data).toEqual(new Uint8Array(Buffer.from('hello')))
  })

  it('carries any message there and back', async () => {
    const messages = check
      .record({
        id: ids,
        queue: names,
        time: times,
        data: textData,
        // That it was delivered before is told, and not how often.
        attempt: check.constantFrom(1, 2),
        attributes: check.dictionary(
          check.oneof(names, check.constantFrom('contentType', 'contentEncoding')),
          check.string(),
        ),
      })
      .map((one) => ({
        ...one,
        kind: 'queue',
        source: `acs:amqp:cn-hangzhou:1:/instances/amqp-cn-1/vhosts/shop/queues/${one.queue}`,
        type: 'message',
        subject: undefined,
        groupId: undefined,
        // The id is a property, and so an attribute.
        attributes: { ...one.attributes, messageId: one.id },
      }))
    await carriesEvents(send, orders, rabbitmq, messages)
  })

  it.each([['a key "__proto__"', '{"__proto__":{"admin":true}}']])(
    'gives a body that is an object with %s to the dead letters, and never to the handler',
    async (_name, body) => {
      const kept: unknown[] = []
      const fn = on(orders, () => kept.push('handled'), { deadLetter: (_event, error) => kept.push(error) })
      const text = JSON.stringify({ ...message, data: { ...data, body: 0 } }).replace(
        '"body":0',
        `"body":${body}`,
      )
      await quiet(() => send(Buffer.from(text), fn))
      expect(kept).toEqual([expect.any(PermanentError)])
    },
  )

  it.each([[[message, 7]], [[{ ...data, props: {} }]]])('refuses what cannot be read: %j', async (native) => {
    await expect(handled(send, orders, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
