import type { NativeEvent, TaskEvent } from '@sampan/core'
import { callSamples, type EventSample } from '@sampan/core/samples'
import type { CfcContext } from '../native.ts'

const samples = callSamples(
  'baidu',
  (requestID, functionName): CfcContext => ({ requestID, functionName }),
  (data) => data ?? {},
)

/** A direct call, which brings `{}` where it has no data. */
export const task: EventSample<TaskEvent> = samples.task

/** What no other codec knows. */
export const any: EventSample<NativeEvent> = samples.any
