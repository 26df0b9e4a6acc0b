import type { NativeEvent, TaskEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import { oneOf } from './one.sample.ts'

/** InvokeFunction. Its id and the function's name are in the native context alone. */
export const task: EventSample<TaskEvent> = {
  name: 'alibaba.invoke',
  kind: 'task',
  native: (events) => payloadOf(oneOf(events, 'alibaba.invoke')),
  context: ({ id, task }) => ({ requestId: id, function: { name: task } }),
}

/** What no other codec knows. */
export const any: EventSample<NativeEvent> = {
  name: 'alibaba.any',
  kind: 'any',
  native: (events) => payloadOf(oneOf(events, 'alibaba.any')),
  context: ({ id, source }) => ({ requestId: id, function: { name: source } }),
}

/** A call without data has an empty payload. */
function payloadOf({ data }: TaskEvent | NativeEvent): unknown {
  return data === undefined ? new Uint8Array() : data
}
