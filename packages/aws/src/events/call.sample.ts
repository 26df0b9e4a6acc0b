import { callSamples } from '@sampan/core/samples'
import type { LambdaContext } from '../native.ts'

/** A direct invoke, and what no other codec knows. */
export const { task, any } = callSamples('aws', (awsRequestId, functionName): LambdaContext => ({
  awsRequestId,
  functionName,
}))
