import type { ScheduleEvent } from '@sampan/core'
import { asText, type MessageCodec, needText, textData, timeOf } from '@sampan/core/adapter'
import type { CrontabEvent } from '../../native-events.ts'

/**
 * A crontab trigger. The event names the function, not the trigger: `uuid` is nowhere explained, and no deploy could
 * know it beforehand, so it does not stand for a name. Asynchronous: what fails is retried whole.
 */
export const crontab: MessageCodec<CrontabEvent, ScheduleEvent> = {
  name: 'baidu.crontab',
  kind: 'schedule',
  match: (native) => native?.source === 'cfc:crontab',
  decode: (native) => {
    const id = needText(native, 'id', 'baidu.crontab')
    const event: ScheduleEvent = {
      kind: 'schedule',
      id,
      source: asText(native.function_brn) ?? native.source,
      type: asText(native.detail_type) ?? 'Scheduled Event',
      subject: undefined,
      time: timeOf(native.time),
      data: inputOf(native.Input),
      schedule: undefined,
      native,
    }
    return [{ item: id, event }]
  },
}

/**
 * UNSURE: a trigger has an `Input`, and nothing says where it arrives. Read under its own name; an input that replaced
 * the event would have no `source`, and be a direct call.
 */
function inputOf(input: unknown): unknown {
  if (typeof input !== 'string') return input ?? undefined
  return input === '' ? undefined : textData(input)
}
