import type { NativeEvent, TaskEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import type { CfcContext } from '../native.ts'
import { onlyOne } from './account.sample.ts'

/** A direct call. Its id and the function's name stand in the context; a call without data brings `{}`. */
export const invoke: EventSample<TaskEvent> = {
  name: 'baidu.invoke',
  kind: 'task',
  native: (events): unknown => onlyOne(events, 'baidu.invoke').data ?? {},
  context: ({ id, task }): CfcContext => ({ requestID: id, functionName: task }),
}

/** What no other codec knows. */
export const any: EventSample<NativeEvent> = {
  name: 'baidu.any',
  kind: 'any',
  native: (events): unknown => onlyOne(events, 'baidu.any').data ?? {},
  context: ({ id, source }): CfcContext => ({ requestID: id, functionName: source }),
}
