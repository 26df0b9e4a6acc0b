import { schedule } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, names, seconds, textData } from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { timer } from '../../samples.ts'

const nightly = schedule('nightly', '0 3 * * *')

const native = {
  Type: 'Timer',
  TriggerName: 'nightly',
  Time: '2026-11-23T03:00:00Z',
  Message: '{"batch":100}',
}

describe('the timer', () => {
  it('reads a moment', async () => {
    const { events } = await handled(send, nightly, native)
    expect(events).toEqual([
      {
        kind: 'schedule',
        id: 'nightly:2026-11-23T03:00:00Z',
        source: 'shop-api',
        type: 'Timer',
        subject: undefined,
        time: '2026-11-23T03:00:00Z',
        data: { batch: 100 },
        schedule: 'nightly',
      },
    ])
  })

  it('carries any moment there and back', async () => {
    // An empty message is none, so no data is of no bytes.
    const data = textData.filter((value) => !(value instanceof Uint8Array && value.length === 0))
    const moments = check
      .record({
        source: names,
        time: seconds,
        data: check.option(data, { nil: undefined }),
        schedule: names,
      })
      .map((moment) => ({
        kind: 'schedule',
        id: `${moment.schedule}:${moment.time}`,
        type: 'Timer',
        subject: undefined,
        ...moment,
      }))
    await carriesEvents(send, nightly, timer, moments, { batch: false })
  })

  it.each([
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    ['null', null],
    ['every night', new Uint8Array(Buffer.from('every night'))],
    [{ batch: 1 }, { batch: 1 }],
  ])('the message %j is %j', async (Message, data) => {
    expect((await handled(send, nightly, { ...native, Message })).events[0].data).toEqual(data)
  })

  it('has the id of the call where the time is not told', async () => {
    const { events } = await handled(send, nightly, { ...native, Time: undefined }, undefined, {
      request_id: 'call-1',
    })
    expect(events[0]).toMatchObject({ id: 'call-1', time: undefined })
  })

  it('brings one moment', () => {
    expect(() => timer.native([])).toThrow(expect.objectContaining({ code: 'SAMPAN_BAD_SAMPLE' }) as Error)
  })
})
