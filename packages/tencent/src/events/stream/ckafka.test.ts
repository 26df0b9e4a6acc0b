import { on, PermanentError, stream } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, names, textData, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { ckafka, ckafkaConnector } from '../../samples.ts'

const clicks = stream('clicks')

const record = { topic: 'clicks', partition: 2, offset: 41, msgKey: 'ann', msgBody: '{"page":"/"}' }

function batch(...records: object[]): object {
  return { Records: records.map((over) => ({ Ckafka: { ...record, ...over } })) }
}

describe('CKafka', () => {
  it('reads a record', async () => {
    const { events, result } = await handled(send, clicks, batch({}))
    expect(events).toEqual([
      {
        kind: 'stream',
        id: 'clicks-2-41',
        source: 'clicks',
        type: 'message',
        subject: undefined,
        time: undefined,
        data: { page: '/' },
        stream: 'clicks',
        partition: '2',
        sequence: '41',
        key: 'ann',
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any record there and back', async () => {
    // No time, and the place as id. "None" is how the payload says that there is no key, so no key is that.
    const records = check
      .record({
        stream: names,
        partition: check.nat({ max: 99 }).map(String),
        sequence: check.maxSafeNat().map(String),
        key: check.option(check.string({ minLength: 1 }), { nil: undefined }).filter((key) => key !== 'None'),
        data: textData,
      })
      .map((one) => ({
        kind: 'stream',
        id: `${one.stream}-${one.partition}-${one.sequence}`,
        source: one.stream,
        type: 'message',
        subject: undefined,
        time: undefined,
        ...one,
      }))
    await carriesEvents(send, clicks, ckafka, records)
  })

  it.each([
    ['a partition that is spelt large', { partition: undefined, Partition: 0 }, { partition: '0' }],
    ['no key', { msgKey: 'None' }, { key: undefined }],
    ['an empty key', { msgKey: '' }, { key: undefined }],
    ['no body', { msgBody: null }, { data: undefined }],
    ['a body that was parsed already', { msgBody: { page: '/' } }, { data: { page: '/' } }],
    ['text', { msgBody: 'hello' }, { data: new Uint8Array(Buffer.from('hello')) }],
  ])('reads %s', async (_, over, expected) => {
    expect((await handled(send, clicks, batch(over))).events[0]).toMatchObject(expected)
  })

  it('stops a partition at its first failure, tries the others, and fails whole', async () => {
    const seen: string[] = []
    const fn = on(clicks, ({ partition, sequence }) => {
      seen.push(`${partition}-${sequence}`)
      if (sequence === '1') throw new Error('no')
    })
    const native = batch(
      ...[0, 1, 2].flatMap((offset) => [
        { partition: 0, offset },
        { partition: 1, offset: offset + 10 },
      ]),
    )
    await quiet(async () => {
      await expect(send(native, fn)).rejects.toMatchObject({
        code: 'SAMPAN_BATCH_FAILED',
        message: expect.stringMatching(
          /^2 of 6 .*clicks-0-1 \(Error: no\), clicks-0-2 \(not tried\)$/,
        ) as string,
      })
    })
    expect(seen.filter((place) => place.startsWith('0'))).toEqual(['0-0', '0-1'])
    expect(seen.filter((place) => place.startsWith('1'))).toEqual(['1-10', '1-11', '1-12'])
  })

  it('gives a key "__proto__" to the dead letters, and never to the handler', async () => {
    const kept: unknown[] = []
    const fn = on(clicks, () => kept.push('handled'), { deadLetter: (_event, error) => kept.push(error) })
    await quiet(() => send(batch({ msgBody: '{"__proto__":{"admin":true}}' }), fn))
    expect(kept).toEqual([expect.any(PermanentError)])
  })

  it.each([
    ['no topic', { topic: null }],
    ['no partition', { partition: null }],
    ['no offset', { offset: undefined }],
  ])('refuses a batch where %s is told', async (why, over) => {
    await expect(handled(send, clicks, batch({}, over))).rejects.toMatchObject({
      code: 'SAMPAN_BAD_EVENT',
      message: expect.stringContaining(why) as string,
    })
  })

  it('refuses a batch with a record of something else', async () => {
    const mixed = { Records: [{ Ckafka: record }, { CMQ: {} }] }
    await expect(handled(send, clicks, mixed)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})

function connected(over: object = {}, type = 'connector:ckafka'): object {
  return {
    specversion: '1.0.2',
    id: 'e-1',
    type,
    source: 'ckafka.cloud.tencent',
    subject: 'qcs::ckafka:ap-guangzhou:uin/1250000001:ckafkaId/uin/1250000001/ckafka-0a1b2c3d',
    time: '1795392000123',
    region: 'ap-guangzhou',
    datacontenttype: 'application/json;charset=utf-8',
    data: { topic: 'clicks', Partition: 2, offset: 41, msgKey: 'ann', msgBody: '{"page":"/"}', ...over },
  }
}

describe('CKafka through EventBridge', () => {
  it.each(['connector:ckafka', 'connector:kafka'])('reads a record of %s', async (type) => {
    const { events } = await handled(send, clicks, connected({}, type))
    expect(events).toEqual([
      expect.objectContaining({
        kind: 'stream',
        id: 'clicks-2-41',
        time: '2026-11-23T00:00:00.123Z',
        data: { page: '/' },
        partition: '2',
        sequence: '41',
        key: 'ann',
      }),
    ])
  })

  it('reads a batch, in order within a partition', async () => {
    const list = [1, 2, 3].map((offset) => connected({ offset }))
    const { events } = await handled(send, clicks, { EventList: list })
    expect(events.map(({ sequence }) => sequence)).toEqual(['1', '2', '3'])
  })

  it('carries any record there and back', async () => {
    const records = check
      .record({
        stream: names,
        partition: check.nat(9).map(String),
        sequence: check.nat(1e9).map(String),
        time: times,
        key: check.option(
          names.filter((key) => key !== 'None'),
          { nil: undefined },
        ),
        data: textData,
      })
      .map((record) => ({
        kind: 'stream',
        id: `${record.stream}-${record.partition}-${record.sequence}`,
        source: record.stream,
        type: 'message',
        subject: undefined,
        ...record,
      }))
    await carriesEvents(send, clicks, ckafkaConnector, records, { batch: false })
  })
})
