import type { NativeEvent, TaskEvent } from '@sampan/core'
import { callSamples, type EventSample } from '@sampan/core/samples'
import type { LambdaContext } from '../native.ts'

const samples = callSamples('aws', (awsRequestId, functionName): LambdaContext => ({
  awsRequestId,
  functionName,
}))

/** A direct invoke. */
export const task: EventSample<TaskEvent> = samples.task

/** What no other codec knows. */
export const any: EventSample<NativeEvent> = samples.any
