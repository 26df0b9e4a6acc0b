import { bucket, bus, HttpError, on, queue, stream, websocket } from '@sampan/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { triggers } from '../test/clouds.ts'
import { run } from './run.ts'

const row = (id: string): unknown => ({ keys: { id }, before: undefined, after: { id } })

// What a handler's failure is logged as is not of these tests.
beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true))
afterEach(() => void vi.restoreAllMocks())

describe('a batch', () => {
  const some = on(stream('clicks'), ({ data }) => {
    if (data === 'bad') throw new Error('bad click')
  })

  it.each(['kinesis', 'dynamodb', 'kafka', 'selfManagedKafka'] as const)(
    'on Lambda %s is told what failed, and all after it in its partition',
    async (payload) => {
      const fn = on(stream('clicks'), ({ data }) => {
        if (JSON.stringify(data).includes('bad')) throw new Error('bad click')
      })
      const { acknowledged, failed, error } = await run(
        fn,
        [{ data: row('ok') }, { data: row('bad') }, { data: row('late') }],
        { provider: 'aws', payload },
      )
      expect([acknowledged.length, failed.length]).toEqual([1, 2])
      expect(new Set([...acknowledged, ...failed]).size).toBe(3)
      expect(error).toEqual(new Error('bad click'))
    },
  )

  it('of other partitions goes on', async () => {
    const events = [
      { data: 'bad', partition: '0' },
      { data: 'late', partition: '0' },
      { data: 'ok', partition: '1' },
    ]
    expect(await run(some, events, { provider: 'aws', payload: 'kafka' })).toEqual({
      acknowledged: ['clicks-1-4202'],
      failed: ['clicks-0-4200', 'clicks-0-4201'],
      error: new Error('bad click'),
    })
  })

  it('of SQS loses what failed and no more; a FIFO queue what is behind it in its group as well', async () => {
    const fn = on(queue('orders'), ({ data }) => {
      if (data === 'bad') throw new Error('bad order')
    })
    const events = ['ok', 'bad', 'late'].map((data) => ({ id: data, data, groupId: 'g' }))
    expect(await run(fn, events, { provider: 'aws' })).toMatchObject({
      acknowledged: ['ok', 'late'],
      failed: ['bad'],
    })
    const fifo = events.map((event) => ({ ...event, queue: 'orders.fifo' }))
    expect(await run(fn, fifo, { provider: 'aws' })).toMatchObject({
      acknowledged: ['ok'],
      failed: ['bad', 'late'],
    })
  })

  it.each([
    ['s3Sqs', bucket('uploads')],
    ['eventBridgeSqs', bus('shop')],
    ['snsSqs', bus('shop')],
  ] as const)('that %s carries is told by the message that carries each', async (payload, trigger) => {
    let at = 0
    const fn = on(trigger as typeof triggers.bus, () => {
      if (++at === 2) throw new Error('second')
    })
    const { acknowledged, failed, error } = await run(fn, [{ id: 'a' }, { id: 'b' }], {
      provider: 'aws',
      payload,
    })
    expect([acknowledged.length, failed.length, error]).toEqual([1, 1, new Error('second')])
    expect(acknowledged).not.toEqual(failed)
  })

  it('fails whole where the cloud cannot be told of a part', async () => {
    const events = [{ data: 'ok' }, { data: 'bad' }]
    expect(await run(some, events, { provider: 'baidu' })).toMatchObject({
      acknowledged: [],
      failed: [expect.any(String), expect.any(String)],
      error: { code: 'SAMPAN_BATCH_FAILED', cause: new Error('bad click') },
    })
  })

  it('that meets the deadline is failed in what was not done', async () => {
    const hangs = on(queue('orders'), ({ data }) => (data === 'slow' ? new Promise(() => {}) : undefined))
    const events = ['quick', 'slow'].map((data) => ({ id: data, data }))
    expect(await run(hangs, events, { provider: 'aws', context: { timeoutMs: 300 } })).toEqual({
      acknowledged: ['quick'],
      failed: ['slow'],
    })
  })
})

describe('a WebSocket', () => {
  const echo = on(websocket(), ({ action, headers, data }) => {
    if (action === 'connect' && headers['sec-websocket-protocol'] !== 'chat') throw new HttpError(403)
    if (data === 'crash') throw new RangeError('crash')
    return { echo: data }
  })

  it('is accepted or refused', async () => {
    for (const provider of ['aws', 'tencent'] as const) {
      const headers = { 'sec-websocket-protocol': 'chat' }
      expect(await run(echo, { action: 'connect', headers }, { provider })).toEqual({ accepted: true })
      expect(await run(echo, { action: 'connect' }, { provider })).toMatchObject({ accepted: false })
      expect(await run(echo, { action: 'disconnect' }, { provider })).toEqual({ accepted: true })
      await expect(run(echo, { data: 'crash' }, { provider })).rejects.toThrow(new RangeError('crash'))
    }
  })

  it('is answered where the gateway passes it on', async () => {
    expect(await run(echo, { data: 'hi' }, { provider: 'aws' })).toEqual({
      accepted: true,
      data: '{"echo":"hi"}',
    })
    expect(await run(echo, { data: 'hi' }, { provider: 'tencent' })).toEqual({ accepted: true })
  })
})
