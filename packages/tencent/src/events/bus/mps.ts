import type { BusEvent } from '@sampan/core'
import { type MessageCodec, needText } from '@sampan/core/adapter'
import type { MpsEvent } from '../../native-events.ts'
import { idOf } from '../field.ts'

/**
 * Media processing: a task has ended, or got further. `WorkflowTask` is the documented type; any other is read as long as
 * it has its task under `<type>Event`, as `EditMediaTask` and `ScheduleTask` have it in the service's API.
 */
export const mps: MessageCodec<MpsEvent, BusEvent> = {
  name: 'tencent.mps',
  kind: 'bus',
  match: (native) => taskOf(native) !== undefined,
  decode: (native) => {
    const task = taskOf(native)!
    const taskId = needText(task, 'TaskId', 'tencent.mps')
    const status = idOf((task as { Status?: unknown }).Status)
    // A workflow may be told to report each step, and its end must not look like a repetition of them.
    const id = status === undefined ? taskId : `${taskId}:${status}`
    const event: BusEvent = {
      kind: 'bus',
      id,
      source: 'mps.cloud.tencent',
      type: native.EventType,
      subject: taskId,
      time: undefined,
      data: task,
      bus: undefined,
      native,
    }
    return [{ item: id, event }]
  },
}

function taskOf(native: any): object | undefined {
  const type: unknown = native?.EventType
  const task: unknown = typeof type === 'string' && type !== '' ? native[`${type}Event`] : undefined
  return typeof task === 'object' && task !== null ? task : undefined
}
