import type { NativeEvent } from '@sampan/core'
import { asText, type CallCodec, timeOf } from '@sampan/core/adapter'
import type { DuerosRequest } from '../../native-events.ts'

/** A request of the voice assistant DuerOS to a skill. The handler's result is the skill's answer, as it is. */
export const dueros: CallCodec<DuerosRequest, NativeEvent> = {
  name: 'baidu.dueros',
  kind: 'any',
  match: (native) =>
    typeof native?.request?.type === 'string' &&
    typeof native.version === 'string' &&
    typeof native.session === 'object' &&
    native.session !== null,
  decode: (native, { requestId }) => {
    const { type, requestId: id, timestamp } = native.request
    return {
      kind: 'any',
      id: asText(id) ?? requestId,
      // The skill's id.
      source: asText(native.context?.System?.application?.applicationId) ?? 'dueros',
      type,
      subject: undefined,
      time: timeOf(Number(asText(timestamp) ?? NaN) * 1000),
      data: native,
      native,
    }
  },
  encode: (result) => result,
}
