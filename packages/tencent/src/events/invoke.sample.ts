import type { NativeEvent, TaskEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import type { ScfContext } from '../native.ts'
import { onlyOne } from './account.sample.ts'

/** A direct call. Its id and the function's name stand in the context. */
export const invoke: EventSample<TaskEvent> = {
  name: 'tencent.invoke',
  kind: 'task',
  native: (events): unknown => onlyOne(events, 'tencent.invoke').data,
  context: ({ id, task }): ScfContext => ({ request_id: id, function_name: task }),
}

/** What no other codec knows. The data is the native event. */
export const anyEvent: EventSample<NativeEvent> = {
  name: 'tencent.any',
  kind: 'any',
  native: (events): unknown => onlyOne(events, 'tencent.any').data,
  context: ({ id, source }): ScfContext => ({ request_id: id, function_name: source }),
}
