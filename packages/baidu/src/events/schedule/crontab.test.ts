import { on, queue, schedule } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, seconds, textData, times } from '../../../../../test/support/events.ts'
import { call, quiet, send } from '../../../test/support.ts'
import { cfc } from '../../index.ts'
import { crontab } from '../../samples.ts'

const nightly = schedule('nightly', '0 3 * * *')

const native = {
  account: '5e0b1a7c',
  uuid: '77c0a3f1-0000-4000-8000-00000000c001',
  function_brn: 'brn:bce:cfc:gz:0123456789abcdef0123456789abcdef:function:sweep:$LATEST',
  source: 'cfc:crontab',
  version: '0',
  detail_type: 'Scheduled Event',
  time: '2026-11-23T03:00:00Z',
  id: '1d5c7d4e-0000-4000-8000-00000000c002',
}

describe('a crontab trigger', () => {
  it('says when, and not which', async () => {
    const { events, result } = await handled(send, nightly, native)
    expect(events).toEqual([
      {
        kind: 'schedule',
        id: '1d5c7d4e-0000-4000-8000-00000000c002',
        source: 'brn:bce:cfc:gz:0123456789abcdef0123456789abcdef:function:sweep:$LATEST',
        type: 'Scheduled Event',
        subject: undefined,
        time: '2026-11-23T03:00:00Z',
        data: undefined,
        schedule: undefined,
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any event there and back', async () => {
    const events = check
      .record({
        id: ids,
        time: check.option(check.oneof(times, seconds), { nil: undefined }),
        // An empty input is none.
        data: check.option(
          textData.filter((data) => !(data instanceof Uint8Array && data.length === 0)),
          { nil: undefined },
        ),
      })
      .map((event) => ({
        kind: 'schedule',
        source: 'brn:bce:cfc:bj:0123456789abcdef0123456789abcdef:function:shop-api:$LATEST',
        type: 'Scheduled Event',
        subject: undefined,
        schedule: undefined,
        ...event,
      }))
    await carriesEvents(send, nightly, crontab, events, { batch: false })
  })

  it.each([
    ['text', '{"days":7}', { days: 7 }],
    ['a value', { days: 7 }, { days: 7 }],
    ['nothing', '', undefined],
    ['null', null, undefined],
  ])('hands over an input that is %s', async (_, Input, data) => {
    const { events } = await handled(send, nightly, { ...native, Input })
    expect(events[0].data).toEqual(data)
  })

  it('belongs to the one schedule of a handler, whatever its name, and to none of two', async () => {
    const seen: string[] = []
    const jobs = on(queue('jobs'), () => {})
    const sweep = on(nightly, () => void seen.push('sweep'))
    await call(cfc(jobs, sweep), native)
    expect(seen).toEqual(['sweep'])
    const hourly = on(schedule('hourly', '0 * * * *'), () => void seen.push('hourly'))
    await expect(call(cfc(hourly, sweep), native)).rejects.toMatchObject({ code: 'SAMPAN_NO_FUNCTION' })
    expect(seen).toEqual(['sweep'])
  })

  it('fails the invocation by the handler’s own error', async () => {
    const error = new TypeError('no')
    const failing = on(nightly, () => Promise.reject(error))
    await quiet(() => expect(send(native, failing)).rejects.toBe(error))
  })

  it('needs an id', async () => {
    const { id: _, ...rest } = native
    await expect(handled(send, nightly, rest)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })

  it('brings one event', () => {
    const event = { kind: 'schedule', id: '1', source: '', type: '', data: undefined, native } as const
    expect(() => crontab.native([event, event])).toThrow(
      expect.objectContaining({ code: 'SAMPAN_BAD_SAMPLE' }) as Error,
    )
  })
})
