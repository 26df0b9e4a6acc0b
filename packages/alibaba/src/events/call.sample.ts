import type { NativeEvent, TaskEvent } from '@sampan/core'
import { callSamples, type EventSample } from '@sampan/core/samples'
import type { FcContext } from '../native.ts'

const samples = callSamples(
  'alibaba',
  (requestId, name): FcContext => ({ requestId, function: { name } }),
  (data) => (data === undefined ? new Uint8Array() : data),
)

/** InvokeFunction, whose payload is empty where a call has no data. */
export const task: EventSample<TaskEvent> = samples.task

/** What no other codec knows. */
export const any: EventSample<NativeEvent> = samples.any
