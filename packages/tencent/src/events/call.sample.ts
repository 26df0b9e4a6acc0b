import type { NativeEvent, TaskEvent } from '@sampan/core'
import { callSamples, type EventSample } from '@sampan/core/samples'
import type { ScfContext } from '../native.ts'

const samples = callSamples('tencent', (request_id, function_name): ScfContext => ({
  request_id,
  function_name,
}))

/** A direct call. */
export const task: EventSample<TaskEvent> = samples.task

/** What no other codec knows. */
export const any: EventSample<NativeEvent> = samples.any
