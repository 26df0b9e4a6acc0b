import { callSamples } from '@sampan/core/samples'
import type { FcContext } from '../native.ts'

/** InvokeFunction, whose payload is empty where a call has no data, and what no other codec knows. */
export const { task, any } = callSamples(
  'alibaba',
  (requestId, name): FcContext => ({ requestId, function: { name } }),
  (data) => (data === undefined ? new Uint8Array() : data),
)
