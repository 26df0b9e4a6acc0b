import { bus, queue } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, names, textData, times } from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { pulsar } from '../../samples.ts'

const orders = queue('orders')

const native = {
  specversion: '0',
  id: '5f0c9f3e-8f57-4c5b-9a39-2f6d1c1e7a01',
  type: 'connector:tdmq',
  source: 'tdmq.cloud.tencent',
  subjuect: 'qcs::tdmq:ap-guangzhou:uid1250000001:topicName/orders',
  time: '1795392000123',
  region: 'ap-guangzhou',
  datacontenttype: 'application/json;charset=utf-8',
  data: {
    topic: 'persistent://1250000001/shop/orders',
    tags: 'paid',
    TopicType: '0',
    subscriptionName: 'worker',
    toTimestamp: '1795392000100',
    partitions: '0',
    msgId: '10:2:-1',
    msgBody: '{"id":"A-1"}',
  },
}

function changed(over: object, data: object): object {
  return { ...native, ...over, data: { ...native.data, ...data } }
}

describe('TDMQ Pulsar', () => {
  it('reads a message', async () => {
    const { events, result } = await handled(send, orders, native)
    expect(events).toEqual([
      {
        kind: 'queue',
        id: '10:2:-1',
        source: 'persistent://1250000001/shop/orders',
        type: 'message',
        subject: 'qcs::tdmq:ap-guangzhou:uid1250000001:topicName/orders',
        time: '2026-11-23T00:00:00.123Z',
        data: { id: 'A-1' },
        queue: 'orders',
        attempt: 1,
        groupId: undefined,
        attributes: { tags: 'paid' },
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any message there and back', async () => {
    // Redeliveries are not counted, there are no groups, and tags are all that a sender can put beside the message.
    const messages = check
      .record({
        id: ids,
        subject: check.option(names, { nil: undefined }),
        time: check.option(times, { nil: undefined }),
        data: textData,
        queue: names,
        attributes: check.oneof(check.constant({}), check.record({ tags: names })),
      })
      .map((message) => ({
        kind: 'queue',
        source: `persistent://1250000009/shop/${message.queue}`,
        type: 'message',
        attempt: 1,
        groupId: undefined,
        ...message,
      }))
    await carriesEvents(send, orders, pulsar, messages, { batch: false })
  })

  it.each([
    ['a subject that is spelt right', { subjuect: undefined, subject: 's' }, {}, { subject: 's' }],
    ['version 1.0', { specversion: '1.0' }, { TopicType: 0 }, { queue: 'orders' }],
    ['a topic that is a name only', {}, { topic: 'orders' }, { source: 'orders', queue: 'orders' }],
    ['text', {}, { msgBody: 'hello' }, { data: new Uint8Array(Buffer.from('hello')) }],
  ])('reads %s', async (_, over, data, expected) => {
    expect((await handled(send, orders, changed(over, data))).events[0]).toMatchObject(expected)
  })

  it('has no attributes where there are no tags', async () => {
    const { events } = await handled(send, orders, changed({}, { tags: '' }))
    expect(Object.keys(events[0].attributes as object)).toEqual([])
  })

  it('is an event of the bus for a function on one', async () => {
    expect((await handled(send, bus('shop'), native)).events[0]).toMatchObject({
      kind: 'bus',
      id: native.id,
      type: 'connector:tdmq',
      data: native.data,
    })
  })

  it('refuses a message without an id', async () => {
    await expect(handled(send, orders, changed({}, { msgId: null }))).rejects.toMatchObject({
      code: 'SAMPAN_BAD_EVENT',
    })
  })
})
