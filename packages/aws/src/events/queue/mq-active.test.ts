import { on, queue } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesData, carriesEvents, handled, ids, names, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { activemq } from './mq-active.sample.ts'

const orders = queue('orders')
const ARN = 'arn:aws:mq:eu-west-1:123456789012:broker:shop:b-0a1b2c3d-1111-2222-3333-444455556666'
const BODY = 'eyJpZCI6IkEtMSIsInRvdGFsIjoxMi41fQ=='

/** The payload does not count deliveries: the second and every later one are 2. */
const attempts = check.constantFrom(1, 2)
const fixed = { kind: 'queue', source: ARN, type: 'message', subject: undefined, groupId: undefined }

function active(over: object = {}): any {
  return {
    messageID: 'ID:b-0a1b2c3d-1.mq.eu-west-1.amazonaws.com-40001-1795392000000-2:1:1:1:1',
    messageType: 'jms/text-message',
    deliveryMode: 1,
    replyTo: null,
    type: null,
    expiration: '60000',
    priority: 4,
    correlationId: 'c-1',
    redelivered: true,
    destination: { physicalName: 'orders' },
    data: BODY,
    timestamp: 1795392000123,
    brokerInTime: 1795392000124,
    brokerOutTime: 1795392000130,
    properties: { tenant: 'acme', urgent: 'true' },
    ...over,
  }
}

const native = { eventSource: 'aws:mq', eventSourceArn: ARN }

describe('ActiveMQ', () => {
  it('reads a message', async () => {
    const { events, result } = await handled(send, orders, { ...native, messages: [active()] })
    expect(events).toEqual([
      {
        ...fixed,
        id: 'ID:b-0a1b2c3d-1.mq.eu-west-1.amazonaws.com-40001-1795392000000-2:1:1:1:1',
        time: '2026-11-23T00:00:00.123Z',
        data: { id: 'A-1', total: 12.5 },
        queue: 'orders',
        attempt: 2,
        attributes: { tenant: 'acme', urgent: 'true' },
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any message there and back', async () => {
    const messages = check
      .record({
        id: ids,
        queue: names,
        data: bytesData,
        attempt: attempts,
        time: check.option(times, { nil: undefined }),
        // Properties are texts.
        attributes: check.dictionary(names, check.string({ unit: 'grapheme' }), { maxKeys: 3 }),
      })
      .map((one) => ({ ...fixed, ...one }))
    await carriesEvents(send, orders, activemq, messages)
  })

  it('knows the name that older pages give it, and messages with hardly a field', async () => {
    const bare = { messageID: 'ID:1', data: 'AAEC', timestamp: 0, properties: { count: 3 } }
    const { events } = await handled(send, orders, { eventSource: 'aws:amq', messages: [bare] })
    expect(events).toEqual([
      {
        ...fixed,
        id: 'ID:1',
        source: '',
        time: undefined,
        data: new Uint8Array([0, 1, 2]),
        queue: '',
        attempt: 1,
        attributes: { count: '3' },
      },
    ])
  })

  it('keeps a property called "__proto__" apart', async () => {
    const messages = [active({ properties: JSON.parse('{"__proto__":"a","tenant":"acme"}') })]
    const { events } = await handled(send, orders, { ...native, messages })
    expect(Object.entries(events[0].attributes)).toEqual([
      ['__proto__', 'a'],
      ['tenant', 'acme'],
    ])
  })

  it('fails with the error itself where there was but one message', async () => {
    const fn = on(orders, () => {
      throw new RangeError('too much')
    })
    await quiet(async () => {
      await expect(send({ ...native, messages: [active()] }, fn)).rejects.toThrow(RangeError)
    })
  })

  it.each([[undefined], [[null]], [[{ data: BODY }]]])('refuses the messages %j', async (messages) => {
    await expect(handled(send, orders, { ...native, messages })).rejects.toMatchObject({
      code: 'SAMPAN_BAD_EVENT',
    })
  })
})
