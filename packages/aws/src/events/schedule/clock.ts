import type { ScheduleEvent } from '@sampan/core'
import { type MessageCodec, needText, textData, timeOf } from '@sampan/core/adapter'
import type { EventBridgeEvent } from '../../native-events.ts'
import { arnName } from '../arn.ts'
import { isBusShape, isScheduled } from '../bus/shape.ts'

/**
 * EventBridge rules with a schedule, and EventBridge Scheduler. A constant input replaces the whole event; so that it is
 * still known, it is to be written in this shape, with the data in `detail` (docs/schedule.md).
 */
export const clock: MessageCodec<EventBridgeEvent, ScheduleEvent> = {
  name: 'aws.schedule',
  kind: 'schedule',
  match: (native) => isBusShape(native) && isScheduled(native),
  decode: (native) => {
    const { id, resources, time } = native
    const event: ScheduleEvent = {
      kind: 'schedule',
      id: needText(native, 'id', 'aws.schedule'),
      source: resources?.[0] ?? native.source,
      type: native['detail-type'],
      subject: undefined,
      time: timeOf(time),
      data: detailOf(native.detail),
      schedule: arnName(resources?.[0]) || undefined,
      native,
    }
    return [{ item: id, event }]
  },
}

/** An empty detail says nothing; Scheduler writes it as the text `{}`. */
function detailOf(detail: unknown): unknown {
  const value = typeof detail === 'string' ? textData(detail) : detail
  const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0
  return empty && !(value instanceof Uint8Array) ? undefined : value
}
