import type { ScheduleEvent } from '@sampan/core'
import { dataText, type EventSample, onlyOne } from '@sampan/core/samples'
import type { ScfContext } from '../../native.ts'
import type { TimerEvent } from '../../native-events.ts'

/** The timer. An event's id is `<trigger>:<time>`, its source the function that the context names. */
export const timer: EventSample<ScheduleEvent> = {
  name: 'tencent.timer',
  kind: 'schedule',
  native(events): TimerEvent {
    const { schedule, time, data } = onlyOne(events, 'tencent.timer')
    return {
      Type: 'Timer',
      TriggerName: schedule ?? 'timer',
      ...(time !== undefined && { Time: time }),
      Message: data === undefined ? '' : dataText(data),
    }
  },
  context: ({ source }): ScfContext => ({ function_name: source }),
}
