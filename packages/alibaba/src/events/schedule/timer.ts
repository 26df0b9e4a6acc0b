import type { ScheduleEvent } from '@sampan/core'
import { asText, type MessageCodec, needText, textData, timeOf } from '@sampan/core/adapter'
import type { TimerEvent } from '../../native-events.ts'

/** The timer trigger. */
export const timer: MessageCodec<TimerEvent, ScheduleEvent> = {
  name: 'alibaba.timer',
  kind: 'schedule',
  match: (native) => asText(native?.triggerTime) !== undefined && asText(native.triggerName) !== undefined,
  decode(native, { functionName }) {
    const schedule = needText(native, 'triggerName', 'alibaba.timer')
    // There is no id, but a trigger fires once at a time; its name is unique in its function, which is the source.
    const id = `${schedule}@${needText(native, 'triggerTime', 'alibaba.timer')}`
    const event: ScheduleEvent = {
      kind: 'schedule',
      id,
      source: functionName,
      type: 'timer',
      subject: undefined,
      time: timeOf(native.triggerTime),
      data: payloadOf(native.payload),
      schedule,
      native,
    }
    return [{ item: id, event }]
  },
}

/** The console's test events have been seen with the payload's value instead of its text. */
function payloadOf(payload: unknown): unknown {
  if (payload === undefined || payload === null || payload === '') return undefined
  return typeof payload === 'string' ? textData(payload) : payload
}
