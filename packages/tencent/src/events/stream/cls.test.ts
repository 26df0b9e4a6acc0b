import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { on, type StreamEvent, stream } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, instants, names, textData } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { cls } from '../../samples.ts'

const access = stream('access')

function packed(logs: unknown): { clslogs: { data: string } } {
  return { clslogs: { data: gzipSync(JSON.stringify(logs)).toString('base64') } }
}

function digest({ clslogs: { data } }: { clslogs: { data: string } }): string {
  return createHash('sha256').update(Buffer.from(data, 'base64')).digest('hex').slice(0, 16)
}

const logs = {
  topic_id: '0a1b2c3d-0000-4000-8000-000000000001',
  topic_name: 'access',
  records: [
    { timestamp: '1795392000000123', content: '{"status":200}' },
    { timestamp: '1795392000001000', content: 'GET / 200' },
  ],
}

/** What one record is on its own: its id is made of the batch, so the batch has to be made first. */
const records = check
  .record({ stream: names, partition: ids, micros: instants.map((ms) => ms * 1000), data: textData })
  .map(({ micros, ...one }): StreamEvent => {
    const event: StreamEvent = {
      kind: 'stream',
      id: '',
      source: one.partition,
      type: 'message',
      subject: undefined,
      time: new Date(micros / 1000).toISOString(),
      sequence: `${micros}-0`,
      key: undefined,
      native: undefined,
      ...one,
    }
    const { native: _, ...rest } = event
    return { ...rest, id: `${digest(cls.native([event]) as never)}-0` } as StreamEvent
  })

describe('CLS', () => {
  it('reads logs', async () => {
    const native = packed(logs)
    const { events } = await handled(send, access, native)
    const common = {
      kind: 'stream',
      source: logs.topic_id,
      type: 'message',
      subject: undefined,
      stream: 'access',
      partition: logs.topic_id,
      key: undefined,
    }
    expect(events).toEqual([
      {
        ...common,
        id: `${digest(native)}-0`,
        time: '2026-11-23T00:00:00.000Z',
        data: { status: 200 },
        sequence: '1795392000000123-0',
      },
      {
        ...common,
        id: `${digest(native)}-1`,
        time: '2026-11-23T00:00:00.001Z',
        data: new Uint8Array(Buffer.from('GET / 200')),
        sequence: '1795392000001000-1',
      },
    ])
  })

  it('carries any record there and back', async () => {
    await carriesEvents(send, access, cls, records, { batch: false })
  })

  it('carries a batch of one topic in its order', async () => {
    const lists = check.array(check.tuple(textData, instants), { minLength: 2, maxLength: 5 })
    await check.assert(
      check.asyncProperty(lists, records, async (list, one) => {
        const batch = list.map(([data, ms], at) => ({ ...one, data, sequence: `${ms}000-${at}` }))
        const { events } = await handled(send, access, cls.native(batch))
        expect(events.map(({ data, sequence }) => ({ data, sequence }))).toEqual(
          batch.map(({ data, sequence }) => ({ data, sequence })),
        )
        expect(new Set(events.map(({ id }) => id)).size).toBe(batch.length)
      }),
    )
    const [one] = check.sample(records, 1)
    expect(() => cls.native([one!, { ...one!, stream: 'other' }])).toThrow('one topic')
  })

  it('gives two batches of the same moment different ids, and one that comes again the same', async () => {
    const other = { ...logs, records: [{ ...logs.records[0], content: 'other' }] }
    const seen = []
    for (const native of [packed(logs), packed(logs), packed(other)])
      seen.push((await handled(send, access, native)).events[0].id)
    expect(seen[0]).toBe(seen[1])
    expect(seen[2]).not.toBe(seen[0])
  })

  it('is called by the topic’s id where it has no name, and has no time where there is none', async () => {
    const native = packed({ ...logs, topic_name: '', records: [{ content: { a: 1 } }] })
    const { events } = await handled(send, access, native)
    expect(events[0]).toMatchObject({
      stream: logs.topic_id,
      time: undefined,
      sequence: '-0',
      data: { a: 1 },
    })
  })

  it('handles the records in order, and fails with the error of the only one', async () => {
    const boom = new Error('boom')
    const fn = on(access, () => {
      throw boom
    })
    await quiet(async () => {
      await expect(send(packed({ ...logs, records: [logs.records[0]] }), fn)).rejects.toBe(boom)
      await expect(send(packed(logs), fn)).rejects.toMatchObject({
        code: 'SAMPAN_BATCH_FAILED',
        message: expect.stringMatching(/^2 of 2 .*boom.*not tried/) as string,
      })
    })
  })

  const whole = packed(logs).clslogs.data
  it.each([
    ['truncated base64', whole.slice(0, -1)],
    ['truncated gzip', Buffer.from(whole, 'base64').subarray(0, 40).toString('base64')],
    ['no gzip', Buffer.from(JSON.stringify(logs)).toString('base64')],
    ['gzip of no JSON', gzipSync('hello').toString('base64')],
    ['gzip of null', gzipSync('null').toString('base64')],
    ['a bomb', gzipSync(JSON.stringify(logs).padStart(65 * 1024 * 1024)).toString('base64')],
    ['no topic', packed({ ...logs, topic_id: undefined }).clslogs.data],
    ['no records', packed({ ...logs, records: {} }).clslogs.data],
    ['a record that is null', packed({ ...logs, records: [null] }).clslogs.data],
    ['nothing', ''],
    ['a number', 5],
    ['null', null],
  ])('refuses data that is %s, and says nothing of it', async (_, data) => {
    const error: unknown = await handled(send, access, { clslogs: { data } }).catch(
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
    expect(String(error)).not.toMatch(/status|hello/)
  })
})
