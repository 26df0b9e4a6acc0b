import type { ScheduleEvent } from '@sampan/core'
import { type MessageCodec, needText, textData, timeOf, valueData } from '@sampan/core/adapter'
import type { EventBridgeEvent } from '../../native-events.ts'
import { arnName, firstArn } from '../arn.ts'
import { isBusShape, isScheduled } from '../bus/shape.ts'

/**
 * EventBridge rules with a schedule, and EventBridge Scheduler. A constant input replaces the whole event; so that it is
 * still known, it is to be written in this shape, with the data in `detail` (the README of this package shows it).
 */
export const clock: MessageCodec<EventBridgeEvent, ScheduleEvent> = {
  name: 'aws.schedule',
  kind: 'schedule',
  match: (native) => isBusShape(native) && isScheduled(native),
  decode(native) {
    const arn = firstArn(native.resources)
    const time = timeOf(native.time)
    // Scheduler's own id is another at each attempt; its time is the one that was planned. A rule's id stays.
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
    const planned = native.source === 'aws.scheduler' ? time : undefined
    const event: ScheduleEvent = {
      kind: 'schedule',
      id: planned ?? needText(native, 'id', 'aws.schedule'),
      source: arn ?? native.source,
      type: native['detail-type'],
      subject: undefined,
      time,
      data: detailOf(native.detail),
      schedule: arnName(arn) || undefined,
      native,
    }
    return [{ item: event.id, event }]
  },
}

/** An empty detail says nothing; Scheduler writes it as the text `{}` (seen in logs, not documented). */
function detailOf(detail: unknown): unknown {
  const value = typeof detail === 'string' ? textData(detail) : valueData(detail)
  const plain =
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  return value === null || (plain && Object.keys(value).length === 0) ? undefined : value
}
