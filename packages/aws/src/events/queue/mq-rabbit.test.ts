import { on, queue } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bytesData,
  carriesEvents,
  handled,
  ids,
  names,
  rawBytes,
  times,
} from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { rabbitmq } from './mq-rabbit.sample.ts'

const orders = queue('orders')
const ARN = 'arn:aws:mq:eu-west-1:123456789012:broker:shop:b-0a1b2c3d-1111-2222-3333-444455556666'
const BODY = 'eyJpZCI6IkEtMSIsInRvdGFsIjoxMi41fQ=='

/** The payload does not count deliveries: the second and every later one are 2. */
const attempts = check.constantFrom(1, 2)
const fixed = { kind: 'queue', source: ARN, type: 'message', subject: undefined, groupId: undefined }

function rabbit(properties: object = {}, over: object = {}): any {
  return {
    basicProperties: {
      contentType: 'application/json',
      contentEncoding: null,
      headers: {
        tenant: { bytes: [97, 99, 109, 101] },
        seal: { bytes: [-1, 0, 255] },
        weight: 7,
        urgent: true,
        hops: [{ queue: { bytes: [97] } }],
      },
      deliveryMode: 2,
      priority: 0,
      correlationId: 'c-1',
      replyTo: null,
      expiration: '60000',
      messageId: 'm-1',
      timestamp: 'Nov 23, 2026, 12:00:05 AM',
      type: 'order.paid',
      userId: 'shop',
      appId: null,
      clusterId: null,
      bodySize: 25,
      ...properties,
    },
    redelivered: false,
    data: BODY,
    ...over,
  }
}

function native(...messages: object[]): any {
  return {
    eventSource: 'aws:rmq',
    eventSourceArn: ARN,
    rmqMessagesByQueue: { 'orders::/': messages },
  }
}

describe('RabbitMQ', () => {
  it('reads a message', async () => {
    const { events, result } = await handled(send, orders, native(rabbit()))
    expect(events).toEqual([
      {
        ...fixed,
        id: 'm-1',
        time: '2026-11-23T00:00:05.000Z',
        data: { id: 'A-1', total: 12.5 },
        queue: 'orders',
        attempt: 1,
        attributes: {
          tenant: 'acme',
          // Bytes of Java are signed.
          seal: new Uint8Array([255, 0, 255]),
          weight: '7',
          urgent: 'true',
          hops: '[{"queue":{"bytes":[97]}}]',
        },
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any message there and back', async () => {
    const headers = check.oneof(
      check.string({ unit: 'grapheme', maxLength: 8 }),
      // Bytes that are UTF-8 arrive as text.
      rawBytes.map((bytes) => Uint8Array.from([255, ...bytes])),
    )
    const messages = check
      .record({
        id: ids,
        data: bytesData,
        attempt: attempts,
        // Messages of one queue stand together in the payload, so a batch of many has another order.
        queue: check.constant('orders'),
        time: check.option(
          // It knows seconds.
          times.map((time) => time.replace(/\d{3}Z$/, '000Z')),
          { nil: undefined },
        ),
        attributes: check.dictionary(names, headers, { maxKeys: 3 }),
      })
      .map((one) => ({ ...fixed, ...one }))
    await carriesEvents(send, orders, rabbitmq, messages)
    const elsewhere = check.tuple(messages, names).map(([one, queue]) => ({ ...one, queue }))
    await carriesEvents(send, orders, rabbitmq, elsewhere, { batch: false })
  })

  it('makes ids where senders give none: the same in the next delivery, another for each of a batch', async () => {
    const bare = rabbit({ messageId: null })
    const first = native(bare, rabbit({ messageId: null }, { data: 'e30=' }), bare)
    const again = native(
      ...first.rmqMessagesByQueue['orders::/'].map((one: object) => ({ ...one, redelivered: true })),
    )
    const before = (await handled(send, orders, first)).events
    const after = (await handled(send, orders, again)).events
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(new Set(before.map(({ id }) => id)).size).toBe(3)
    expect([before[0].attempt, after[0].attempt]).toEqual([1, 2])
    const other = { ...first, rmqMessagesByQueue: { 'refunds::/': [bare] } }
    expect((await handled(send, orders, other)).events[0].id).not.toBe(before[0].id)
  })

  it.each([
    ['orders::/', 'orders'],
    ['orders::eu', 'orders'],
    ['shop::orders::/', 'shop::orders'],
    ['orders', 'orders'],
  ])('takes the queue from %s', async (place, name) => {
    const { events } = await handled(send, orders, {
      ...native(),
      rmqMessagesByQueue: { [place]: [rabbit()] },
    })
    expect(events[0].queue).toBe(name)
  })

  it.each([
    ['Jan 1, 1970, 12:33:41 PM', '1970-01-01T12:33:41.000Z'],
    ['Jan 1, 1970, 12:33:41\u202FAM', '1970-01-01T00:33:41.000Z'],
    ['2026-11-23T00:00:00Z', '2026-11-23T00:00:00Z'],
    ['yesterday', undefined],
    [null, undefined],
  ])('reads the time %j whatever the zone of the machine', async (timestamp, time) => {
    const zone = process.env['TZ']
    process.env['TZ'] = 'Asia/Shanghai'
    try {
      const { events } = await handled(send, orders, native(rabbit({ timestamp })))
      expect(events[0].time).toBe(time)
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })

  it('keeps a header called "__proto__" apart, and bytes that are none as JSON', async () => {
    const headers = JSON.parse('{"__proto__":{"bytes":[97]},"constructor":1,"odd":{"bytes":[{}]}}')
    const { events } = await handled(send, orders, native(rabbit({ headers })))
    expect(Object.entries(events[0].attributes)).toEqual([
      ['__proto__', 'a'],
      ['constructor', '1'],
      ['odd', '{"bytes":[{}]}'],
    ])
  })

  it('tries every message, and fails whole where one failed', async () => {
    const seen: string[] = []
    const fn = on(orders, ({ id }) => {
      seen.push(id)
      if (id === 'm-2') throw new Error('no')
    })
    const batch = ['m-1', 'm-2', 'm-3'].map((messageId) => rabbit({ messageId }))
    await quiet(async () => {
      await expect(send(native(...batch), fn)).rejects.toMatchObject({ code: 'SAMPAN_BATCH_FAILED' })
    })
    expect(seen).toEqual(['m-1', 'm-2', 'm-3'])
  })

  it('reads a message without properties, and lets one that is not base64 fail', async () => {
    const { events } = await handled(send, orders, native({ data: BODY }))
    expect(events[0]).toMatchObject({ attempt: 1, attributes: {}, time: undefined, queue: 'orders' })
    await quiet(async () => {
      await expect(handled(send, orders, native(rabbit({}, { data: 'QUJ' })))).rejects.toThrow('valid base64')
    })
  })

  it.each([
    [{ ...native(), rmqMessagesByQueue: null }],
    [{ ...native(), rmqMessagesByQueue: { 'orders::/': {} } }],
    [native(null as never)],
  ])('refuses %j', async (broken) => {
    await expect(handled(send, orders, broken)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
