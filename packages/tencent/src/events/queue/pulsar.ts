import type { Attributes, QueueEvent } from '@sampan/core'
import { asText, badEvent, BareRecord, type MessageCodec, needText, timeOf } from '@sampan/core/adapter'
import type { EventBridgeEvent, PulsarMessage } from '../../native-events.ts'
import { eventsOf, firstEvent, isBusShape, subjectOf } from '../bus/eventbridge.ts'
import { bodyData } from '../field.ts'

/**
 * TDMQ Pulsar, which EventBridge's connector subscribes to: a queue, because messages are acknowledged one by one. A
 * function on a bus gets the same events as `connector:tdmq`.
 */
export const pulsar: MessageCodec<unknown, QueueEvent> = {
  name: 'tencent.pulsar',
  kind: 'queue',
  match: (native) => isMessage(firstEvent(native)),
  decode: (native) =>
    eventsOf<PulsarMessage>(native, 'tencent.pulsar').map((one) => {
      const event = isMessage(one)
        ? queueEvent(one)
        : badEvent('tencent.pulsar', 'one of a batch is no message')
      return { item: event.id, event }
    }),
}

function isMessage(one: unknown): one is EventBridgeEvent<PulsarMessage> {
  return (
    isBusShape(one) &&
    one.type === 'connector:tdmq' &&
    asText((one.data as Partial<PulsarMessage> | null | undefined)?.topic) !== undefined
  )
}

function queueEvent(native: EventBridgeEvent<PulsarMessage>): QueueEvent {
  const { time, data } = native
  const { topic } = data
  return {
    kind: 'queue',
    // The message's and not the envelope's, which the connector may write anew when it delivers the message again.
    id: needText(data, 'msgId', 'tencent.pulsar'),
    source: topic,
    type: 'message',
    subject: subjectOf(native),
    time: timeOf(time),
    data: bodyData(data.msgBody),
    // The short name, by which people know it: `orders` of `persistent://1250000000/shop/orders`.
    queue: topic.slice(topic.lastIndexOf('/') + 1),
    // Redeliveries are not counted in the payload.
    attempt: 1,
    groupId: undefined,
    attributes: tagsOf(data),
    native,
  }
}

function tagsOf({ tags }: PulsarMessage): Attributes {
  const attributes = new BareRecord<string>()
  const text = asText(tags)
  if (text !== undefined) attributes['tags'] = text
  return attributes
}
