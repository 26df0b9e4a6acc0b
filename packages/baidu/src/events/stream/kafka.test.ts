import { on, stream } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesData, carriesEvents, handled, names, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { kafka } from '../../samples.ts'

const clicks = stream('clicks')

function record(offset: number, message: object = {}): any {
  return {
    EventId: `5e0b1a7c__clicks-2-${offset}`,
    Kafka: {
      Key: 'YWRh',
      Value: Buffer.from(`{"n":${offset}}`).toString('base64'),
      Topic: '5e0b1a7c__clicks',
      Partition: 2,
      Offset: offset,
      Timestamp: 1795392000.6529999,
      ...message,
    },
    EventName: 'bce:kafka:record',
    EventSourceBrn: '5e0b1a7c__clicks',
    EventSource: 'bce:kafka',
  }
}

const at = (Partition: number, Offset: number): object => {
  return { ...record(Offset, { Partition }), EventId: `c-${Partition}-${Offset}` }
}

const batch = (...records: unknown[]): unknown => ({ Records: records })

describe('Kafka', () => {
  it('reads a record', async () => {
    const { events, result } = await handled(send, clicks, batch(record(41)))
    expect(events).toEqual([
      {
        kind: 'stream',
        id: '5e0b1a7c__clicks-2-41',
        source: '5e0b1a7c__clicks',
        type: 'message',
        subject: undefined,
        time: '2026-11-23T00:00:00.653Z',
        data: { n: 41 },
        stream: '5e0b1a7c__clicks',
        partition: '2',
        sequence: '41',
        key: 'ada',
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any record there and back', async () => {
    const bytes = check.uint8Array({ minLength: 1, maxLength: 8 }).filter((key) => !isText(key))
    const events = check
      .record({
        // The numbers of a log; an empty key is written as none is.
        stream: names,
        partition: check.nat({ max: 64 }).map(String),
        sequence: check.maxSafeNat().map(String),
        key: check.option(check.oneof(check.string({ unit: 'grapheme', minLength: 1 }), bytes), {
          nil: undefined,
        }),
        time: check.option(times, { nil: undefined }),
        // Undefined is a tombstone.
        data: check.option(bytesData, { nil: undefined }),
      })
      .map((event) => ({
        kind: 'stream',
        id: `${event.stream}-${event.partition}-${event.sequence}`,
        source: event.stream,
        type: 'message',
        subject: undefined,
        ...event,
      }))
    await carriesEvents(send, clicks, kafka, events)
  })

  it.each([
    ['no key', { Key: '' }, undefined],
    ['null for a key', { Key: null }, undefined],
    ['a key under its other name', { Key: undefined, key: 'YWRh' }, 'ada'],
    ['a key of bytes', { Key: '/wA=' }, new Uint8Array([255, 0])],
    ['a key that is no base64', { Key: 'user-7' }, 'user-7'],
  ])('reads %s', async (_, message, key) => {
    const { events } = await handled(send, clicks, batch(record(1, message)))
    expect(events[0].key).toEqual(key)
  })

  it('tells a tombstone from a record of no bytes', async () => {
    const none = { ...record(2, { Value: '', Timestamp: null }) }
    const { events } = await handled(send, clicks, batch(record(1, { Value: null }), none))
    expect(events[0]).toMatchObject({ data: undefined, time: '2026-11-23T00:00:00.653Z' })
    expect(events[1]).toMatchObject({ data: new Uint8Array(), time: undefined })
  })

  it('keeps the order of a partition, and tries nothing in it after a failure', async () => {
    const seen: string[] = []
    const fn = on(clicks, ({ partition, sequence }) => {
      seen.push(`${partition}-${sequence}`)
      if (partition === '0' && sequence === '11') throw new Error('no')
    })
    await quiet(async () => {
      const failed = send(batch(at(0, 10), at(0, 11), at(1, 7), at(0, 12), at(1, 8)), fn)
      await expect(failed).rejects.toMatchObject({
        code: 'SAMPAN_BATCH_FAILED',
        message: expect.stringMatching(/^2 of 5 .* c-0-11 \(Error: no\), c-0-12 \(not tried\)$/),
      })
    })
    expect(seen.toSorted()).toEqual(['0-10', '0-11', '1-7', '1-8'])
  })

  it('fails the record with a truncated value alone', async () => {
    const seen: unknown[] = []
    const fn = on(clicks, ({ data }) => void seen.push(data), { deadLetter: ({ id }) => void seen.push(id) })
    await quiet(() => send(batch(record(4, { Value: 'eyJuI' }), at(3, 5)), fn))
    expect(seen).toEqual(expect.arrayContaining(['5e0b1a7c__clicks-2-4', { n: 5 }]))
    expect(seen).toHaveLength(2)
  })

  it.each([
    ['no message', { ...record(1), Kafka: null }],
    ['no topic', record(1, { Topic: '' })],
    ['no partition', record(1, { Partition: null })],
    ['no offset', record(1, { Offset: undefined })],
    ['no id', { ...record(1), EventId: undefined }],
  ])('refuses a batch with a record of %s', async (_, broken) => {
    await expect(handled(send, clicks, batch(record(0), broken))).rejects.toMatchObject({
      code: 'SAMPAN_BAD_EVENT',
    })
  })
})

function isText(bytes: Uint8Array): boolean {
  return Buffer.from(Buffer.from(bytes).toString()).equals(bytes)
}
