import { on, schedule as every, type ScheduleEvent } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  carriesEvents,
  handled,
  ids,
  jsonValues,
  names,
  seconds,
} from '../../../../../test/support/events.ts'
import { lambda } from '../../index.ts'
import { nativeContext, quiet, send } from '../../../test/support.ts'
import { schedule, scheduler } from '../../samples.ts'

const nightly = every('nightly', '0 3 * * *')

const rule = {
  version: '0',
  id: '89d1a02d-5ec7-412e-82f5-13505f849b41',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '111122223333',
  time: '2026-11-23T03:00:00Z',
  region: 'eu-north-1',
  resources: ['arn:aws:events:eu-north-1:111122223333:rule/nightly'],
  detail: {},
}

const planned = {
  ...rule,
  id: 'c0ffee01d32c5kdd',
  source: 'aws.scheduler',
  resources: ['arn:aws:scheduler:eu-north-1:111122223333:schedule/jobs/nightly'],
  detail: '{}',
}

const events = check
  .record({
    schedule: names,
    time: seconds,
    // A detail of null, or with nothing in it, is what comes where there is no data.
    data: check.oneof(
      check.constant(undefined),
      jsonValues.filter(
        (value) => value !== null && JSON.stringify(value) !== '{}' && typeof value !== 'string',
      ),
    ),
  })
  .map((event) => ({ kind: 'schedule', type: 'Scheduled Event', subject: undefined, ...event }))

describe('schedules', () => {
  it('reads a rule of EventBridge', async () => {
    const { events, result } = await handled(send, nightly, rule)
    expect(events).toEqual([
      {
        kind: 'schedule',
        id: '89d1a02d-5ec7-412e-82f5-13505f849b41',
        source: 'arn:aws:events:eu-north-1:111122223333:rule/nightly',
        type: 'Scheduled Event',
        subject: undefined,
        time: '2026-11-23T03:00:00Z',
        data: undefined,
        schedule: 'nightly',
      },
    ])
    expect(result).toBeUndefined()
  })

  it('reads EventBridge Scheduler, whose id is another at each attempt', async () => {
    const expected = {
      kind: 'schedule',
      id: '2026-11-23T03:00:00Z',
      source: 'arn:aws:scheduler:eu-north-1:111122223333:schedule/jobs/nightly',
      type: 'Scheduled Event',
      subject: undefined,
      time: '2026-11-23T03:00:00Z',
      data: undefined,
      schedule: 'nightly',
    }
    for (const id of ['c0ffee01d32c5kdd', 'c0ffee02d32c5kdd']) {
      const { events } = await handled(send, nightly, { ...planned, id })
      expect(events).toEqual([expected])
    }
  })

  it('reads the data of an input that is written in the same shape', async () => {
    // What the README says to write, with the placeholders filled in.
    const input = {
      id: '2026-11-23T03:00:00Z',
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      time: '2026-11-23T03:00:00Z',
      resources: planned.resources,
      detail: { keep: 30 },
    }
    const { events } = await handled(send, nightly, input)
    expect(events).toEqual([
      expect.objectContaining({ id: '2026-11-23T03:00:00Z', schedule: 'nightly', data: { keep: 30 } }),
    ])
  })

  it('rules carry any event there and back', async () => {
    const any = check.tuple(events, ids).map(([event, id]) => ({
      ...event,
      id,
      source: `arn:aws:events:eu-west-1:123456789012:rule/${event.schedule}`,
    }))
    await carriesEvents(send, nightly, schedule, any, { batch: false })
  })

  it('Scheduler carries any event there and back', async () => {
    const any = events.map((event) => ({
      ...event,
      id: event.time,
      source: `arn:aws:scheduler:eu-west-1:123456789012:schedule/default/${event.schedule}`,
    }))
    await carriesEvents(send, nightly, scheduler, any, { batch: false })
  })

  it('the name decides among several, and a schedule without a name is refused by two', async () => {
    const weekly = every('weekly', '0 3 * * 1')
    const seen: unknown[] = []
    const see = ({ schedule }: ScheduleEvent): void => void seen.push(schedule)
    const handler = lambda(
      on(nightly, see),
      on(weekly, () => seen.push('wrong')),
    )
    await handler(rule, nativeContext())
    expect(seen).toEqual(['nightly'])
    await expect(handler({ ...rule, resources: [] }, nativeContext())).rejects.toMatchObject({
      code: 'SAMPAN_NO_FUNCTION',
    })
  })

  it.each([[{ resources: null }], [{ resources: 'rule/nightly' }], [{ resources: [{ toString: 1 }] }]])(
    'has no name where %j names no schedule',
    async (over) => {
      const { events } = await handled(send, nightly, { ...rule, ...over, time: 'noon' })
      expect(events).toEqual([
        expect.objectContaining({ schedule: undefined, source: 'aws.events', time: undefined }),
      ])
    },
  )

  it.each([
    ['a rule without an id', { ...rule, id: null }],
    ['Scheduler without id and time', { ...planned, id: [], time: null }],
  ])('refuses %s', async (_, native) => {
    await expect(handled(send, nightly, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })

  it('lets an input that pollutes fail', async () => {
    const detail = '{"__proto__":{"admin":true}}'
    await quiet(async () => {
      await expect(handled(send, nightly, { ...planned, detail })).rejects.toMatchObject({
        name: 'PermanentError',
      })
    })
  })
})
