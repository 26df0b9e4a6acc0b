import type { ScheduleEvent } from '@sampan/core'
import { type MessageCodec, timeOf } from '@sampan/core/adapter'
import type { TimerEvent } from '../../native-events.ts'
import { bodyData, idOf } from '../field.ts'

/** The timer. It is asynchronous: what fails is retried. */
export const timer: MessageCodec<TimerEvent, ScheduleEvent> = {
  name: 'tencent.timer',
  kind: 'schedule',
  match: (native) => native?.Type === 'Timer' && typeof native.TriggerName === 'string',
  decode: (native, { functionName, requestId }) => {
    const { TriggerName, Time, Message } = native
    // The documentation calls it the time of the trigger's creation; in every sample it is when it fired.
    const due = idOf(Time)
    const id = due === undefined ? requestId : `${TriggerName}:${due}`
    const event: ScheduleEvent = {
      kind: 'schedule',
      id,
      // Triggers of several functions may have one name.
      source: functionName,
      type: 'Timer',
      subject: undefined,
      time: timeOf(due),
      data: Message === '' || Message === null ? undefined : bodyData(Message),
      schedule: TriggerName,
      native,
    }
    return [{ item: id, event }]
  },
}
