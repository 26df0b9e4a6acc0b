import type { ScheduleEvent } from '@sampan/core'
import { dataText, type EventSample, onlyOne } from '@sampan/core/samples'
import type { TimerEvent } from '../../native-events.ts'

/** The timer trigger. It knows seconds; the source is the function, of which the native context tells. */
export const timer: EventSample<ScheduleEvent> = {
  name: 'alibaba.timer',
  kind: 'schedule',
  native(events): TimerEvent {
    const { schedule = 'timer', time = '2026-01-01T00:00:00Z', data } = onlyOne(events, 'alibaba.timer')
    return { triggerTime: time, triggerName: schedule, payload: data === undefined ? '' : dataText(data) }
  },
  context: ({ source }) => ({ function: { name: source } }),
}
