import { bus } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, jsonValues, names, seconds } from '../../../../../test/support/events.ts'
import { send, wire } from '../../../test/support.ts'
import { cdn } from '../../samples.ts'

const events = bus('cdn')

const record = {
  eventName: 'CachedObjectsRefreshed',
  eventVersion: '1.0.0',
  eventSource: 'cdn',
  eventTime: 1795392000,
  userId: '5e0b1a7c',
  eventDetail: { objects: ['https://www.example.com/a.jpg', 'https://www.example.com/b.jpg'] },
}

async function read(...records: unknown[]): Promise<any[]> {
  return (await handled(send, events, { events: records })).events
}

describe('CDN', () => {
  it('reads what happened', async () => {
    expect(await read(record)).toEqual([
      {
        kind: 'bus',
        id: expect.stringMatching(/^[\da-f]{32}$/),
        source: 'cdn',
        type: 'CachedObjectsRefreshed',
        subject: undefined,
        time: '2026-11-23T00:00:00.000Z',
        data: { objects: ['https://www.example.com/a.jpg', 'https://www.example.com/b.jpg'] },
        bus: undefined,
      },
    ])
  })

  it('carries any event there and back', async () => {
    // No id is carried: it is what the codec makes of the rest, here taken for granted.
    const plain = check
      .record({
        type: names,
        time: check.option(seconds, { nil: undefined }),
        data: check.dictionary(names, jsonValues),
      })
      .map((event) => ({
        kind: 'bus',
        id: expect.stringMatching(/^[\da-f]{32}$/),
        source: 'cdn',
        subject: undefined,
        bus: undefined,
        ...event,
        time: event.time?.replace('Z', '.000Z'),
      }))
    await carriesEvents(send, events, cdn, plain)
  })

  it('makes the same id of the same event, and another of any other', async () => {
    const others = [
      { ...record, eventTime: 1795392001 },
      { ...record, userId: 'other' },
      { ...record, eventName: 'CachedObjectsPushed' },
      { ...record, eventDetail: { objects: ['https://www.example.com/c.jpg'] } },
    ]
    const [first, again, ...rest] = await read(record, wire(record), ...others)
    expect(again.id).toBe(first.id)
    expect(new Set([first, ...rest].map(({ id }) => id)).size).toBe(1 + others.length)
  })

  it('takes what is not told for undefined', async () => {
    const bare = {
      eventSource: 'cdn',
      eventName: 'LogFileCreated',
      eventTime: '1795392000',
      eventDetail: null,
    }
    expect(await read(bare)).toMatchObject([{ type: 'LogFileCreated', time: undefined, data: undefined }])
  })

  it.each([[{ ...record, eventName: undefined }], [null], ['text']])(
    'refuses the record %j',
    async (broken) => {
      await expect(read(record, broken)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
    },
  )
})
