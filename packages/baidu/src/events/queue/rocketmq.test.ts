import { on, queue } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesData, carriesEvents, handled, ids, names, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { rocketmq } from '../../samples.ts'

const orders = queue('orders')

function record(offset: number, message: object = {}): any {
  return {
    EventId: `orders-0-${offset}`,
    Rocketmq: {
      Key: 'QS0x',
      Value: Buffer.from('{"id":"A-1","total":12.5}').toString('base64'),
      Topic: 'orders',
      Partition: 0,
      Offset: offset,
      Timestamp: 1795392000.25,
      ...message,
    },
    EventName: 'bce:rocketmq:record',
    EventSourceBrn: 'orders',
    EventSource: 'bce:rocketmq',
  }
}

const batch = (...records: unknown[]): unknown => ({ Records: records })

describe('RocketMQ', () => {
  it('reads a message, with the key among its attributes', async () => {
    const { events, result } = await handled(send, orders, batch(record(7)))
    expect(events).toEqual([
      {
        kind: 'queue',
        id: 'orders-0-7',
        source: 'orders',
        type: 'message',
        subject: undefined,
        time: '2026-11-23T00:00:00.250Z',
        data: { id: 'A-1', total: 12.5 },
        queue: 'orders',
        attempt: 1,
        groupId: undefined,
        attributes: { KEYS: 'A-1' },
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any message there and back', async () => {
    const messages = check
      .record({
        id: ids,
        queue: names,
        time: check.option(times, { nil: undefined }),
        data: bytesData,
        // No attempt, group or attribute but the key; an empty key is written as none is.
        attributes: check.oneof(
          check.constant({}),
          check.record({ KEYS: check.string({ unit: 'grapheme', minLength: 1 }) }),
        ),
      })
      .map((message) => ({
        kind: 'queue',
        source: message.queue,
        type: 'message',
        subject: undefined,
        attempt: 1,
        groupId: undefined,
        ...message,
      }))
    await carriesEvents(send, orders, rocketmq, messages)
  })

  it('fails whole, by the one failure’s own error or by one that names each', async () => {
    const error = new RangeError('no')
    const failing = on(orders, () => Promise.reject(error))
    await quiet(async () => {
      await expect(send(batch(record(1)), failing)).rejects.toBe(error)
      await expect(send(batch(record(1), record(2)), failing)).rejects.toMatchObject({
        code: 'SAMPAN_BATCH_FAILED',
        message: expect.stringContaining('orders-0-1 (RangeError: no), orders-0-2 (RangeError: no)'),
        cause: error,
      })
    })
  })

  it.each([
    ['no message', { ...record(1), Rocketmq: undefined }],
    ['a message that is none', { ...record(1), Rocketmq: 'text' }],
    ['no topic', record(1, { Topic: null })],
    ['no id', { ...record(1), EventId: null }],
  ])('refuses a batch with a record of %s', async (_, broken) => {
    await expect(handled(send, orders, batch(record(0), broken))).rejects.toMatchObject({
      code: 'SAMPAN_BAD_EVENT',
    })
  })
})
