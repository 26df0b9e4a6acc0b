import type { QueueEvent } from '@sampan/core'
import { asText, badEvent, fromBase64, type MessageCodec, textData, textOrBytes } from '@sampan/core/adapter'
import type { MnsQueueData } from '../../native-events.ts'
import { type Enveloped, envelopeTime, firstMessage, lastName, messagesOf } from '../envelope.ts'

/** Characters from which on readable base64 is no accident. */
const LONG = 16

/** An MNS queue, which EventBridge reads for the function: one message or a list, as CloudEvents or as RawData. */
export const mnsQueue: MessageCodec<unknown, QueueEvent> = {
  name: 'alibaba.mns-queue',
  kind: 'queue',
  match(native) {
    const message = firstMessage(native)
    return message?.envelope === undefined
      ? isMessage(message?.data)
      : message.envelope.type === 'mns:Queue:SendMessage'
  },
  decode: (native) =>
    messagesOf<MnsQueueData>(native, 'alibaba.mns-queue').map((message) => {
      const event = queueEvent(message)
      return { item: event.id, event }
    }),
}

/** RawData has no mark but its fields. */
function isMessage(data: any): data is MnsQueueData {
  return asText(data?.messageId) !== undefined && typeof data.messageBody === 'string'
}

function queueEvent({ envelope, data, native }: Enveloped<MnsQueueData>): QueueEvent {
  // The message's own id, because what EventBridge reads again may get another envelope.
  const id = asText(data?.messageId) ?? envelope?.id ?? badEvent('alibaba.mns-queue', 'a message has no id')
  return {
    kind: 'queue',
    id,
    // RawData does not say which queue.
    source: asText(envelope?.subject) ?? envelope?.source ?? 'acs:mns',
    type: 'message',
    subject: undefined,
    time: envelope && envelopeTime(envelope),
    data: bodyData(data?.messageBody),
    queue: lastName(envelope?.subject),
    // It is not told how often a message was delivered.
    attempt: 1,
    groupId: undefined,
    attributes: {},
    native,
  }
}

/**
 * The SDKs of MNS send base64, and the trigger decodes it unless `IsBase64Decode` is off; yet captures of triggers that
 * leave it on show base64 as well. So JSON is JSON, base64 of JSON or of a readable text is that, and anything else is
 * itself. A short text is never taken for base64: of codes with four letters every seventh decodes to something.
 */
function bodyData(body: unknown): unknown {
  if (typeof body !== 'string') return body
  const data = textData(body)
  if (!(data instanceof Uint8Array)) return data
  const decoded = textOrBytes(fromBase64(body) ?? data)
  if (typeof decoded !== 'string') return data
  const inner = textData(decoded)
  if (typeof inner === 'object' && inner !== null && !(inner instanceof Uint8Array)) return inner
  // oxlint-disable-next-line no-control-regex -- binary data, and most words that are no base64, have them
  return body.length >= LONG && !/[\0-\x08\x0e-\x1f\x7f]/.test(decoded) ? inner : data
}
