import { schedule, type ScheduleEvent } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, names, seconds, textData } from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { timer } from '../../samples.ts'

const nightly = schedule('nightly', '0 3 * * *')

const native = { triggerTime: '2026-03-01T03:00:00Z', triggerName: 'nightly', payload: '{"keep":7}' }
const fired = {
  kind: 'schedule' as const,
  id: 'nightly@2026-03-01T03:00:00Z',
  source: 'shop',
  type: 'timer',
  subject: undefined,
  time: '2026-03-01T03:00:00Z',
  data: { keep: 7 },
  schedule: 'nightly',
}

describe('the timer trigger', () => {
  it('reads its event', async () => {
    expect(await handled(send, nightly, native)).toEqual({ events: [fired], result: undefined })
  })

  it.each([
    ['', undefined],
    [undefined, undefined],
    [null, undefined],
    ['null', null],
    ['"tidy"', 'tidy'],
    ['tidy up', new Uint8Array(Buffer.from('tidy up'))],
    [{ keep: 7 }, { keep: 7 }],
  ])('reads the payload %j', async (payload, data) => {
    const { events } = await handled(send, nightly, { ...native, payload })
    expect(events).toEqual([{ ...fired, data }])
  })

  it('carries any event there and back', async () => {
    const events = check
      .record({
        source: names,
        schedule: names,
        time: seconds,
        // A payload that is empty is none, so no bytes are undefined.
        data: check.option(
          textData.filter((data) => !(data instanceof Uint8Array) || data.length > 0),
          { nil: undefined },
        ),
      })
      .map((event) => ({
        kind: 'schedule',
        type: 'timer',
        subject: undefined,
        ...event,
        id: `${event.schedule}@${event.time}`,
      }))
    await carriesEvents(send, nightly, timer, events, { batch: false })
  })

  it('brings one event, and no more', () => {
    for (const events of [[], [fired, fired]])
      expect(() => timer.native(events as ScheduleEvent[])).toThrow(
        expect.objectContaining({ code: 'SAMPAN_BAD_SAMPLE' }),
      )
  })
})
