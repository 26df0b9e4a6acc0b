import type { BusEvent } from '@sampan/core'
import { type EventSample, onlyOne } from '@sampan/core/samples'
import type { MpsEvent } from '../../native-events.ts'

/** Media processing. The data is the task; an event's subject is its `TaskId`, its id `<TaskId>:<Status>`. */
export const mps: EventSample<BusEvent> = {
  name: 'tencent.mps',
  kind: 'bus',
  native(events): MpsEvent {
    const { id, type, data } = onlyOne(events, 'tencent.mps')
    const [, TaskId = id, Status = 'FINISH'] = /^(.+):(\w+)$/.exec(id) ?? []
    return {
      EventType: type,
      [`${type}Event`]: { TaskId, Status, ErrCode: 0, Message: '', ...(data as object) },
    }
  },
}
