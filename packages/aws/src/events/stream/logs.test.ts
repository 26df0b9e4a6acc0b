import { gzipSync } from 'node:zlib'
import { on, stream } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, textData, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { logs } from './logs.sample.ts'

const group = stream('/aws/lambda/shop')

const payload = {
  messageType: 'DATA_MESSAGE',
  owner: '123456789012',
  logGroup: '/aws/lambda/shop',
  logStream: '2026/11/23/[42]6f1d2c3b',
  subscriptionFilters: ['errors'],
  logEvents: [
    { id: '3970000001', timestamp: 1795392000123, message: '{"level":"error","code":7}' },
    { id: '3970000002', timestamp: 1795392000456, message: 'REPORT Duration: 3 ms\n' },
  ],
}

function packed(value: unknown): { awslogs: { data: string } } {
  return { awslogs: { data: gzipSync(JSON.stringify(value)).toString('base64') } }
}

describe('CloudWatch Logs', () => {
  it('reads lines: JSON as its value, other text as bytes', async () => {
    const { events, result } = await handled(send, group, packed(payload))
    const line = {
      kind: 'stream',
      source: '123456789012:/aws/lambda/shop',
      type: 'message',
      subject: undefined,
      stream: '/aws/lambda/shop',
      partition: '2026/11/23/[42]6f1d2c3b',
      key: undefined,
    }
    expect(events).toEqual([
      {
        ...line,
        id: '3970000001',
        time: '2026-11-23T00:00:00.123Z',
        data: { level: 'error', code: 7 },
        sequence: '3970000001',
      },
      {
        ...line,
        id: '3970000002',
        time: '2026-11-23T00:00:00.456Z',
        data: new Uint8Array(Buffer.from('REPORT Duration: 3 ms\n')),
        sequence: '3970000002',
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any lines of one log stream there and back', async () => {
    const lines = check
      .record({ id: ids, data: textData, time: check.option(times, { nil: undefined }) })
      .map((line) => ({
        kind: 'stream',
        source: '123456789012:/shop/api',
        type: 'message',
        subject: undefined,
        stream: '/shop/api',
        partition: 'host-7',
        sequence: line.id,
        key: undefined,
        ...line,
      }))
    await carriesEvents(send, group, logs, lines)
  })

  it('makes no sample of lines from two log streams', () => {
    const line = { source: '1:/shop', stream: '/shop', partition: 'a', id: '1', data: 1 } as never
    expect(() => logs.native([line, { ...(line as object), partition: 'b' } as never])).toThrow(
      expect.objectContaining({ code: 'SAMPAN_BAD_SAMPLE' }),
    )
  })

  it('hands nothing to anybody when the subscription is tried out', async () => {
    const control = {
      ...payload,
      messageType: 'CONTROL_MESSAGE',
      logEvents: [{ id: '', timestamp: 1795392000000, message: 'CWL CONTROL MESSAGE: …' }],
    }
    expect(await handled(send, group, packed(control))).toEqual({ events: [], result: undefined })
  })

  it('goes no further in a log stream after a failure, and fails whole', async () => {
    const seen: string[] = []
    const fn = on(group, ({ id }) => {
      seen.push(id)
      throw new Error('no')
    })
    await quiet(async () => {
      await expect(send(packed(payload), fn)).rejects.toMatchObject({ code: 'SAMPAN_BATCH_FAILED' })
    })
    expect(seen).toEqual(['3970000001'])
  })

  const whole = packed(payload).awslogs.data
  it.each([
    ['cut base64', whole.slice(0, 41)],
    ['cut gzip', whole.slice(0, 80)],
    ['no gzip', Buffer.from('{"logEvents":[]}').toString('base64')],
    ['no JSON', gzipSync('hello').toString('base64')],
    ['null', packed(null).awslogs.data],
    ['no lines', packed({ ...payload, logEvents: null }).awslogs.data],
    ['a line that is none', packed({ ...payload, logEvents: [null] }).awslogs.data],
    ['a line without an id', packed({ ...payload, logEvents: [{ message: 'x' }] }).awslogs.data],
    ['a bomb', packed({ ...payload, padding: ' '.repeat(65 * 1024 * 1024) }).awslogs.data],
  ])('refuses %s', async (_, data) => {
    await expect(handled(send, group, { awslogs: { data } })).rejects.toMatchObject({
      code: 'SAMPAN_BAD_EVENT',
    })
  })

  it('lets a line without a message fail, and no other is lost', async () => {
    const broken = { ...payload, logEvents: [payload.logEvents[0], { id: '2', message: null }] }
    const seen: string[] = []
    const fn = on(group, ({ id }) => seen.push(id))
    await quiet(async () => {
      await expect(send(packed(broken), fn)).rejects.toThrow('1 of 2 messages failed')
    })
    expect(seen).toEqual(['3970000001'])
  })
})
