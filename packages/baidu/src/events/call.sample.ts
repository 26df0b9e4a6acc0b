import { callSamples } from '@sampan/core/samples'
import type { CfcContext } from '../native.ts'

/** A direct call, which brings `{}` where it has no data, and what no other codec knows. */
export const { task, any } = callSamples(
  'baidu',
  (requestID, functionName): CfcContext => ({ requestID, functionName }),
  (data) => data ?? {},
)
