import { on, stream } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesData, carriesEvents, handled, names, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { kinesis } from './kinesis.sample.ts'

const clicks = stream('clicks')
const ARN = 'arn:aws:kinesis:eu-west-1:123456789012:stream/clicks'
const SHARD = 'shardId-000000000003'

function record(sequence: string, over: object = {}): object {
  return {
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey: 'visitor-7',
      sequenceNumber: sequence,
      data: 'eyJwYWdlIjoiL2hvbWUifQ==',
      approximateArrivalTimestamp: 1795392000.987,
      ...over,
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `${SHARD}:${sequence}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: 'arn:aws:iam::123456789012:role/clicks-reader',
    awsRegion: 'eu-west-1',
    eventSourceARN: ARN,
  }
}

const window = {
  window: { start: '2026-11-23T00:00:00Z', end: '2026-11-23T00:02:00Z' },
  state: { '/home': 12 },
  shardId: SHARD,
  eventSourceARN: ARN,
  isFinalInvokeForWindow: false,
  isWindowTerminatedEarly: false,
}

describe('Kinesis', () => {
  it('reads a record', async () => {
    const { events, result } = await handled(send, clicks, { Records: [record('4960000001')] })
    expect(events).toEqual([
      {
        kind: 'stream',
        id: 'shardId-000000000003:4960000001',
        source: ARN,
        type: 'message',
        subject: undefined,
        time: '2026-11-23T00:00:00.987Z',
        data: { page: '/home' },
        stream: 'clicks',
        partition: SHARD,
        sequence: '4960000001',
        key: 'visitor-7',
      },
    ])
    expect(result).toEqual({ batchItemFailures: [] })
  })

  it('carries any record there and back', async () => {
    const records = check
      .record({
        stream: names,
        // A batch is of one shard.
        partition: check.constant(SHARD),
        sequence: check.bigInt({ min: 1n, max: 10n ** 56n }).map(String),
        // Every record has a partition key, which is text.
        key: check.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
        data: bytesData,
        time: check.option(times, { nil: undefined }),
      })
      .map((one) => ({
        kind: 'stream',
        id: `${one.partition}:${one.sequence}`,
        source: `arn:aws:kinesis:eu-west-1:123456789012:stream/${one.stream}`,
        type: 'message',
        subject: undefined,
        ...one,
      }))
    await carriesEvents(send, clicks, kinesis, records)
  })

  it('knows the stream of a consumer with enhanced fan-out', async () => {
    const consumer = { ...record('1'), eventSourceARN: `${ARN}/consumer/audit:1795392000` }
    const { events } = await handled(send, clicks, { Records: [consumer] })
    expect(events[0]).toMatchObject({ stream: 'clicks', source: `${ARN}/consumer/audit:1795392000` })
  })

  it('leaves the gzip of CloudWatch Logs as bytes', async () => {
    const gzip = 'H4sIAAAAAAAAA6tWSkksSVSyUqpWSkvMzCtJLQIyagHbUmwaFgAAAA=='
    const { events } = await handled(send, clicks, { Records: [record('1', { data: gzip })] })
    expect(events[0].data).toEqual(new Uint8Array(Buffer.from(gzip, 'base64')))
  })

  it('reports what failed and all that comes after it in the shard, which nobody was given', async () => {
    const seen: string[] = []
    const fn = on(clicks, ({ sequence }) => {
      seen.push(sequence)
      if (sequence === '2') throw new Error('no')
    })
    await quiet(async () => {
      expect(await send({ Records: ['1', '2', '3', '4'].map((one) => record(one)) }, fn)).toEqual({
        batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '3' }, { itemIdentifier: '4' }],
      })
    })
    expect(seen).toEqual(['1', '2'])
  })

  it.each([['QUJ'], [null], [7]])(
    'lets data that is %j fail alone, and keeps what was before it',
    async (data) => {
      const seen: string[] = []
      const fn = on(clicks, ({ sequence }) => seen.push(sequence))
      await quiet(async () => {
        expect(await send({ Records: [record('1'), record('2', { data })] }, fn)).toEqual({
          batchItemFailures: [{ itemIdentifier: '2' }],
        })
      })
      expect(seen).toEqual(['1'])
    },
  )

  it.each([
    ['with records', { Records: [record('1')], ...window }],
    ['at its end, without records', { Records: [], ...window, isFinalInvokeForWindow: true }],
  ])('refuses a tumbling window %s, before anything is handled', async (_, native) => {
    const seen: unknown[] = []
    await expect(
      send(
        native,
        on(clicks, (event) => seen.push(event)),
      ),
    ).rejects.toMatchObject({
      code: 'SAMPAN_BAD_EVENT',
      message: expect.stringContaining('TumblingWindowInSeconds'),
    })
    expect(seen).toEqual([])
  })

  it.each([
    [{ ...record('1'), kinesis: null }],
    [{ ...record('1'), kinesis: [] }],
    [{ ...record('1'), eventID: undefined }],
    [record('')],
    [null],
  ])('refuses a batch with the record %j', async (broken) => {
    const native = { Records: [record('1'), broken] }
    await expect(handled(send, clicks, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
