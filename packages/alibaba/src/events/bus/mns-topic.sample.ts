import type { BusEvent } from '@sampan/core'
import { cloudEventText, dataText, type EventSample, onlyOne } from '@sampan/core/samples'
import type { MnsStreamEvent, MnsTopicEvent } from '../../native-events.ts'
import { ACCOUNT } from '../envelope.sample.ts'

/** Of a CloudEvent the payload has ids of its own; of any other message its id is the event's. */
const MESSAGE_ID = '0BADCAFE01234567-1-0123456789A-200000001'

/** An MNS topic, event format JSON. Events of another type than `message` are published as CloudEvents. */
export const mnsTopic: EventSample<BusEvent> = {
  name: 'alibaba.mns-topic',
  kind: 'bus',
  native(events): MnsTopicEvent {
    const event = onlyOne(events, 'alibaba.mns-topic')
    const plain = event.type === 'message'
    return {
      TopicOwner: ACCOUNT,
      Message: textOf(event),
      Subscriber: ACCOUNT,
      ...(plain
        ? event.time !== undefined && { PublishTime: Date.parse(event.time) }
        : { PublishTime: 1_798_761_600_000 }),
      SubscriptionName: 'shop',
      MessageMD5: '0BADCAFE0123456789ABCDEF01234567',
      TopicName: event.bus ?? 'topic',
      MessageId: plain ? event.id : MESSAGE_ID,
    }
  },
}

/** The same with event format STREAM and attributes; the id of a message that is no CloudEvent is the call's. */
export const mnsTopicAttributes: EventSample<BusEvent> = {
  name: 'alibaba.mns-topic-attributes',
  kind: 'bus',
  native(events): MnsStreamEvent {
    const event = onlyOne(events, 'alibaba.mns-topic-attributes')
    return { body: textOf(event), attrs: { Extend: '{"tenant":"acme"}' } }
  },
  context: ({ id }) => ({ requestId: id }),
}

/** The same without attributes: the bytes of the text alone. */
export const mnsTopicStream: EventSample<BusEvent> = {
  name: 'alibaba.mns-topic-stream',
  kind: 'bus',
  native: (events): Uint8Array => Buffer.from(textOf(onlyOne(events, 'alibaba.mns-topic-stream'))),
  context: ({ id }) => ({ requestId: id }),
}

function textOf(event: BusEvent): string {
  return event.type === 'message' ? dataText(event.data) : cloudEventText(event)
}
