import { on, stream } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, names, textData, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { kafka } from './kafka.sample.ts'

const clicks = stream('clicks')
const subject = 'acs:alikafka:alikafka_pre-cn-test0001:topic:clicks'

const data = {
  topic: 'clicks',
  partition: 9,
  offset: 3,
  timestamp: 1_795_392_000_797,
  headers: { headers: [], isReadOnly: false },
  key: 'visitor-7',
  value: '{"page":"/"}',
}

const record = {
  specversion: '1.0',
  id: '1cb591f9-0000-4000-8000-0342e9ac0001',
  source: 'acs:alikafka',
  type: 'alikafka:Topic:Message',
  subject,
  datacontenttype: 'application/json; charset=utf-8',
  time: '2026-11-23T00:00:00.797Z',
  aliyunaccountid: '1000000000000003',
  data,
}

const event = {
  kind: 'stream',
  id: 'clicks-9-3',
  source: subject,
  type: 'message',
  subject: undefined,
  time: '2026-11-23T00:00:00.797Z',
  data: { page: '/' },
  stream: 'clicks',
  partition: '9',
  sequence: '3',
  key: 'visitor-7',
}

/** Of these partitions; values are text. */
function records(place: check.Arbitrary<{ stream: string; partition: string }>): check.Arbitrary<object> {
  return check
    .record({
      place,
      time: times,
      data: textData,
      sequence: check.nat().map(String),
      key: check.option(check.string(), { nil: undefined }),
    })
    .map(({ place: at, ...rest }) => ({ ...rest, ...at }))
    .map((one) => ({
      ...one,
      kind: 'stream',
      id: `${one.stream}-${one.partition}-${one.sequence}`,
      source: `acs:alikafka:alikafka_pre-cn-1:topic:${one.stream}`,
      type: 'message',
      subject: undefined,
    }))
}

describe('Kafka', () => {
  it.each([
    ['a list', [record]],
    ['a list of JSON texts', [JSON.stringify(record)]],
    ['one event', record],
  ])('reads a record of %s', async (_form, native) => {
    const { events, result } = await handled(send, clicks, native)
    expect(events).toEqual([event])
    expect(result).toBeUndefined()
  })

  it.each([
    ['objects', [data]],
    ['JSON texts', [JSON.stringify(data)]],
  ])('reads RawData of %s', async (_form, native) => {
    const { events } = await handled(send, clicks, native)
    expect(events).toEqual([{ ...event, source: 'clicks' }])
  })

  it.each([
    ['the format Json', { page: '/' }, { page: '/' }],
    ['the format Text', 'hello', new Uint8Array(Buffer.from('hello'))],
    [
      'the format Binary, which cannot be told from text',
      'aGVsbG8=',
      new Uint8Array(Buffer.from('aGVsbG8=')),
    ],
    ['a capture of a Python producer', `b'{"n": 1}'`, new Uint8Array(Buffer.from(`b'{"n": 1}'`))],
    ['a tombstone', null, undefined],
  ])('reads a value of %s', async (_format, value, expected) => {
    const { events } = await handled(send, clicks, [{ ...record, data: { ...data, value } }])
    expect(events[0].data).toEqual(expected)
  })

  it.each([
    ['', ''],
    [undefined, undefined],
    [null, undefined],
    [{ id: 7 }, '{"id":7}'],
  ])('reads the key %j', async (key, expected) => {
    const { events } = await handled(send, clicks, [{ ...record, data: { ...data, key } }])
    expect(events[0].key).toBe(expected)
  })

  it('carries any record there and back', async () => {
    const anywhere = records(check.record({ stream: names, partition: check.nat(99).map(String) }))
    await carriesEvents(send, clicks, kafka, anywhere, { batch: false })
    // Partitions are handled side by side; order is that of one.
    await carriesEvents(send, clicks, kafka, records(check.constant({ stream: 'clicks', partition: '9' })))
  })

  it('keeps the order of a partition, and stops it at its first failure', async () => {
    const batch = [
      [0, 1],
      [1, 1],
      [0, 2],
      [0, 3],
    ].map(([partition, offset]) => ({ ...record, data: { ...data, partition, offset } }))
    const seen: string[] = []
    const fn = on(clicks, ({ id }) => {
      seen.push(id)
      if (id === 'clicks-0-2') throw new Error('no')
    })
    await quiet(async () => {
      await expect(send(batch, fn)).rejects.toThrow(/2 of 4 messages failed.*clicks-0-2.*clicks-0-3/s)
    })
    expect(seen.toSorted()).toEqual(['clicks-0-1', 'clicks-0-2', 'clicks-1-1'])
  })

  it.each([
    [[record, null]],
    [[{ ...record, data: undefined }]],
    [[{ ...record, data: { ...data, offset: undefined } }]],
    [[{ ...record, data: { ...data, partition: {} } }]],
    [[{ ...record, data: 'text' }]],
  ])('refuses what has no position: %j', async (native) => {
    await expect(handled(send, clicks, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
