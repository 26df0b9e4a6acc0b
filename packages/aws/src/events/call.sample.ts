import type { NativeEvent, TaskEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import { oneOf } from './one.sample.ts'

/** A direct invoke. Its id and the function's name are in the native context alone. */
export const task: EventSample<TaskEvent> = {
  name: 'aws.invoke',
  kind: 'task',
  native: (events) => oneOf(events, 'aws.invoke').data,
  context: ({ id, task }) => ({ awsRequestId: id, functionName: task }),
}

/** What no other codec knows. */
export const any: EventSample<NativeEvent> = {
  name: 'aws.any',
  kind: 'any',
  native: (events) => oneOf(events, 'aws.any').data,
  context: ({ id, source }) => ({ awsRequestId: id, functionName: source }),
}
