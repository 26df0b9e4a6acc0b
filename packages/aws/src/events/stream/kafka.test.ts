import { on, stream } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesData, carriesEvents, handled, rawBytes, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { kafka, selfManagedKafka } from './kafka.sample.ts'

const orders = stream('orders')
const ARN = 'arn:aws:kafka:eu-west-1:123456789012:cluster/shop/0f0e0d0c-1111-2222-3333-444455556666-7'
const BROKERS = 'kafka-1.shop.example:9092,kafka-2.shop.example:9092'
/** Bytes that are no UTF-8: what is would arrive as text. */
const noText = rawBytes.map((bytes) => Uint8Array.from([255, ...bytes]))

function record(offset: number, over: object = {}): any {
  return {
    topic: 'orders',
    partition: 0,
    offset,
    timestamp: 1795392000987,
    timestampType: 'CREATE_TIME',
    key: 'QS0x',
    value: 'eyJ0b3RhbCI6MTIuNX0=',
    headers: [{ tenant: [97, 99, 109, 101] }],
    ...over,
  }
}

function native(records: unknown): any {
  return { eventSource: 'aws:kafka', eventSourceArn: ARN, bootstrapServers: BROKERS, records }
}

describe('Kafka', () => {
  it('reads a record', async () => {
    const { events, result } = await handled(send, orders, native({ 'orders-0': [record(15)] }))
    expect(events).toEqual([
      {
        kind: 'stream',
        id: 'orders-0-15',
        source: ARN,
        type: 'message',
        subject: undefined,
        time: '2026-11-23T00:00:00.987Z',
        data: { total: 12.5 },
        stream: 'orders',
        partition: '0',
        sequence: '15',
        key: 'A-1',
      },
    ])
    expect(result).toEqual({ batchItemFailures: [] })
  })

  it.each([
    ['MSK', kafka, ARN],
    ['a cluster of one’s own', selfManagedKafka, BROKERS],
  ])('carries any record of %s there and back', async (_, sample, source) => {
    const records = check
      .record({
        // Records of one partition stand together in the payload, so a batch of many has another order.
        stream: check.constantFrom('orders', 'order-lines'),
        partition: check.constantFrom('7'),
        sequence: check.maxSafeNat().map(String),
        key: check.option(check.oneof(check.string({ unit: 'grapheme', maxLength: 8 }), noText), {
          nil: undefined,
        }),
        data: check.option(bytesData, { nil: undefined }),
        time: check.option(times, { nil: undefined }),
      })
      .map((one) => ({
        kind: 'stream',
        id: `${one.stream}-${one.partition}-${one.sequence}`,
        source,
        type: 'message',
        subject: undefined,
        ...one,
      }))
    await carriesEvents(send, orders, sample, records, { batch: false })
    const together = records.map((one) => ({ ...one, stream: 'orders', id: `orders-7-${one.sequence}` }))
    await carriesEvents(send, orders, sample, together)
  })

  it('names the same brokers the same, in whichever order they come', async () => {
    const own = { eventSource: 'SelfManagedKafka', records: { 'orders-0': [record(1)] } }
    const sources: string[] = []
    for (const bootstrapServers of [BROKERS, BROKERS.split(',').toReversed().join(',')]) {
      const { events } = await handled(send, orders, { ...own, bootstrapServers })
      sources.push(events[0].source)
    }
    expect(sources).toEqual([BROKERS, BROKERS])
  })

  it('has no data for a tombstone, and bytes for a key that is no text', async () => {
    const tombstone = record(1, { value: null, key: '/wA=' })
    const { value: _, key: __, ...bare } = record(2)
    const { events } = await handled(
      send,
      orders,
      native({ 'orders-0': [tombstone, bare, record(3, { key: 'no base64' })] }),
    )
    expect(events.map(({ data, key }) => [data, key])).toEqual([
      [undefined, new Uint8Array([255, 0])],
      [undefined, undefined],
      [{ total: 12.5 }, 'no base64'],
    ])
  })

  it('reports partition and offset, from the failure on in its partition only', async () => {
    const topics = {
      'orders-0': [record(1), record(2), record(3)],
      'order-lines-12': [record(1), record(2), record(3)],
    }
    const seen: string[] = []
    const fn = on(orders, ({ id }) => {
      seen.push(id)
      if (id === 'order-lines-12-2') throw new Error('no')
    })
    await quiet(async () => {
      expect(await send(native(topics), fn)).toEqual({
        batchItemFailures: [
          { itemIdentifier: { partition: 'order-lines-12', offset: 2 } },
          { itemIdentifier: { partition: 'order-lines-12', offset: 3 } },
        ],
      })
    })
    expect(seen.sort()).toEqual([
      'order-lines-12-1',
      'order-lines-12-2',
      'orders-0-1',
      'orders-0-2',
      'orders-0-3',
    ])
  })

  it('lets a value that is not base64 fail alone, and keeps what was before it', async () => {
    const list = [record(1), record(2, { value: 'QUJ' })]
    await quiet(async () => {
      expect(
        await send(
          native({ 'orders-0': list }),
          on(orders, () => {}),
        ),
      ).toEqual({
        batchItemFailures: [{ itemIdentifier: { partition: 'orders-0', offset: 2 } }],
      })
    })
  })

  it.each([
    ['no records', undefined],
    ['a list', [[record(1)]]],
    ['a partition that is no list', { 'orders-0': record(1) }],
    ['a record that is none', { 'orders-0': [null] }],
    ['a record without an offset', { 'orders-0': [record('1' as never)] }],
  ])('refuses %s', async (_, records) => {
    await expect(handled(send, orders, native(records))).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
