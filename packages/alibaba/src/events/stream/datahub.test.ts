import { on, stream } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, names, textData, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { datahub } from './datahub.sample.ts'

const clicks = stream('clicks')

const native = {
  eventSource: 'acs:datahub',
  eventName: 'acs:datahub:putRecord',
  eventSourceARN: '/projects/shop/topics/clicks',
  region: 'cn-hangzhou',
  records: [
    { eventId: '0:12345', systemTime: 1_795_392_000_123, data: '["visitor-7",null,"12.5"]' },
    { eventId: '1:9', systemTime: 1_795_392_000_124, data: 'hello' },
  ],
}

const event = {
  kind: 'stream',
  id: '0:12345',
  source: '/projects/shop/topics/clicks',
  type: 'message',
  subject: undefined,
  time: '2026-11-23T00:00:00.123Z',
  data: ['visitor-7', null, '12.5'],
  stream: 'clicks',
  partition: '0',
  sequence: '12345',
  key: undefined,
}

/** Of these shards. */
function records(partition: check.Arbitrary<string>): check.Arbitrary<object> {
  return check
    .record({
      time: times,
      data: textData,
      partition,
      sequence: check.nat().map(String),
    })
    .map((one) => ({ ...event, ...one, id: `${one.partition}:${one.sequence}` }))
}

describe('DataHub', () => {
  it('reads records', async () => {
    const { events, result } = await handled(send, clicks, native)
    expect(events).toEqual([
      event,
      {
        ...event,
        id: '1:9',
        time: '2026-11-23T00:00:00.124Z',
        data: new Uint8Array(Buffer.from('hello')),
        partition: '1',
        sequence: '9',
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any records of a topic there and back', async () => {
    await carriesEvents(send, clicks, datahub, records(check.nat(99).map(String)), { batch: false })
    // Shards are handled side by side; order is that of one.
    await carriesEvents(send, clicks, datahub, records(check.constant('0')))
  })

  it('reads the topic of any ARN', async () => {
    await check.assert(
      check.asyncProperty(names, names, async (project, topic) => {
        const eventSourceARN = `/projects/${project}/topics/${topic}`
        const { events } = await handled(send, clicks, { ...native, eventSourceARN })
        expect(events[0]).toMatchObject({ stream: topic, source: eventSourceARN })
      }),
      { numRuns: 50 },
    )
  })

  it('keeps the order of a shard, and stops it at its first failure', async () => {
    const records = ['0:1', '1:1', '0:2', '0:3'].map((eventId) => ({ ...native.records[0], eventId }))
    const seen: string[] = []
    const fn = on(clicks, ({ id }) => {
      seen.push(id)
      if (id === '0:2') throw new Error('no')
    })
    await quiet(async () => {
      await expect(send({ ...native, records }, fn)).rejects.toMatchObject({ code: 'SAMPAN_BATCH_FAILED' })
    })
    expect(seen.toSorted()).toEqual(['0:1', '0:2', '1:1'])
  })

  it.each([
    [{ ...native, records: null }],
    [{ ...native, records: [null] }],
    [{ ...native, records: [{}] }],
    [{ ...native, eventSourceARN: undefined }],
  ])('refuses what cannot be read: %j', async (broken) => {
    await expect(handled(send, clicks, broken)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
