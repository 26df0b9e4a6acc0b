import { callSamples } from '@sampan/core/samples'
import type { ScfContext } from '../native.ts'

/** A direct call, and what no other codec knows. */
export const { task, any } = callSamples('tencent', (request_id, function_name): ScfContext => ({
  request_id,
  function_name,
}))
