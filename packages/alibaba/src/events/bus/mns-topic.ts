import type { BusEvent, Context } from '@sampan/core'
import {
  asText,
  bytesData,
  cloudEventOf,
  type Delivery,
  type MessageCodec,
  needText,
  textData,
  timeOf,
} from '@sampan/core/adapter'
import type { MnsStreamEvent, MnsTopicEvent } from '../../native-events.ts'

/**
 * An MNS topic: event format JSON, and STREAM where the message has attributes. The message is taken as it was
 * published: a publisher that encodes it as base64, as some SDKs offer, has to be decoded by who knows that.
 */
export const mnsTopic: MessageCodec<MnsTopicEvent | MnsStreamEvent, BusEvent> = {
  name: 'alibaba.mns-topic',
  kind: 'bus',
  match: (native) => isJsonFormat(native) || isStreamFormat(native),
  decode(native, context) {
    if (isJsonFormat(native)) return jsonMessage(native, context)
    const { body } = native
    return streamMessage(native, typeof body === 'string' ? textData(body) : body, context)
  },
}

/**
 * Event format STREAM without attributes: nothing but the text of the message, which may look like anything else.
 * Beside a function on a task, or on any(), it is taken for theirs, so choose JSON there.
 */
export const mnsTopicStream: MessageCodec<unknown, BusEvent> = {
  name: 'alibaba.mns-topic-stream',
  kind: 'bus',
  last: true,
  // MNS refuses empty messages; such a call is somebody's test.
  match: (native) => native !== undefined && !(native instanceof Uint8Array && native.length === 0),
  // Text that is JSON has been parsed with the call's payload.
  decode: (native, context) =>
    streamMessage(native, native instanceof Uint8Array ? bytesData(native) : native, context),
}

/** Attributes stand at the top level as well, hence only what every message has is looked at. */
function isJsonFormat(native: any): native is MnsTopicEvent {
  return [native?.TopicOwner, native?.TopicName, native?.MessageId].every(
    (field) => asText(field) !== undefined,
  )
}

function isStreamFormat(native: any): native is MnsStreamEvent {
  if (typeof native?.attrs !== 'object' || native.attrs === null || !('body' in native)) return false
  // Nothing else, or it is somebody's call that has such fields too.
  for (const field in native) if (field !== 'body' && field !== 'attrs') return false
  return true
}

function jsonMessage(native: MnsTopicEvent, { region }: Context): Delivery<BusEvent>[] {
  const { TopicOwner, TopicName, Message, PublishTime } = native
  const data = typeof Message === 'string' ? textData(Message) : Message
  const event: BusEvent = {
    kind: 'bus',
    id: needText(native, 'MessageId', 'alibaba.mns-topic'),
    source: `acs:mns:${region}:${TopicOwner}:/topics/${TopicName}`,
    type: 'message',
    subject: undefined,
    time: timeOf(PublishTime),
    data,
    ...cloudEventOf(data),
    bus: TopicName,
    native,
  }
  return [{ item: native.MessageId, event }]
}

/**
 * STREAM names neither topic nor message. The trigger calls asynchronously, and the id of such a call is the one thing
 * that a retry keeps (UNSURE: no document promises it).
 */
function streamMessage(native: unknown, data: unknown, { requestId }: Context): Delivery<BusEvent>[] {
  const event: BusEvent = {
    kind: 'bus',
    id: requestId,
    source: 'acs:mns',
    type: 'message',
    subject: undefined,
    time: undefined,
    data,
    ...cloudEventOf(data),
    bus: undefined,
    native,
  }
  return [{ item: requestId, event }]
}
