import type { TaskEvent } from '@sampan/core'
import { type CallCodec, taskCodec } from '@sampan/core/adapter'

/**
 * InvokeFunction. The runtime sends a text as it is and nothing at all for undefined, so the result is written here: the
 * caller reads JSON, and `null` where there is no result, as on every cloud.
 */
const call = taskCodec('alibaba', (result) => JSON.stringify(result) ?? 'null')

export const task: CallCodec<unknown, TaskEvent> = {
  ...call,
  async decode(native, context) {
    const event = await call.decode(native, context)
    // A call without data has an empty payload, which is no bytes to anybody.
    return native instanceof Uint8Array && native.length === 0 ? { ...event, data: undefined } : event
  },
}
