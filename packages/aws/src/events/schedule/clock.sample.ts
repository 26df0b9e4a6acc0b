import type { ScheduleEvent } from '@sampan/core'
import { type EventSample, onlyOne } from '@sampan/core/samples'
import type { EventBridgeEvent } from '../../native-events.ts'
import { ACCOUNT, EPOCH, REGION } from '../http/gateway.sample.ts'

/** A rule of EventBridge with a schedule. */
export const schedule: EventSample<ScheduleEvent> = {
  name: 'aws.schedule',
  kind: 'schedule',
  native(events) {
    const { id, schedule = 'rule', time, data = {} } = onlyOne(events, 'aws.schedule')
    return fired(id, 'aws.events', time, `events:${REGION}:${ACCOUNT}:rule/${schedule}`, data)
  },
}

/** EventBridge Scheduler, without an input of the schedule's own. Its events are told apart by their time. */
export const scheduler: EventSample<ScheduleEvent> = {
  name: 'aws.scheduler',
  kind: 'schedule',
  native(events) {
    const { schedule = 'schedule', time, data = {} } = onlyOne(events, 'aws.scheduler')
    const resource = `scheduler:${REGION}:${ACCOUNT}:schedule/default/${schedule}`
    return fired('d32c5kddcf5bb8c3', 'aws.scheduler', time, resource, JSON.stringify(data))
  },
}

function fired(
  id: string,
  source: string,
  time: string | undefined,
  resource: string,
  detail: unknown,
): EventBridgeEvent {
  return {
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source,
    account: ACCOUNT,
    time: time ?? new Date(EPOCH).toISOString(),
    region: REGION,
    resources: [`arn:aws:${resource}`],
    detail,
  }
}
