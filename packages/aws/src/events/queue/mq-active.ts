import type { Attributes, QueueEvent } from '@sampan/core'
import { asText, BareRecord, type MessageCodec, needText, recordsOf, timeOf } from '@sampan/core/adapter'
import type { ActiveMqEvent, ActiveMqMessage } from '../../native-streams.ts'
import { base64Field, jsonOf } from '../stream/record.ts'

const NAME = 'aws.activemq'

/**
 * ActiveMQ on Amazon MQ: text and bytes messages of JMS, both as base64. Lambda cannot be told of a part of the batch.
 * Older pages of AWS call the source `aws:amq`.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export const activemq: MessageCodec<ActiveMqEvent, QueueEvent> = {
  name: NAME,
  kind: 'queue',
  match: (native) => native?.eventSource === 'aws:mq' || native?.eventSource === 'aws:amq',
  decode: ({ messages, eventSourceArn }) =>
    recordsOf<ActiveMqMessage>(messages, NAME).map((message) => ({
      item: needText(message, 'messageID', NAME),
      event: queueEvent(message, asText(eventSourceArn) ?? ''),
    })),
}

function queueEvent(message: ActiveMqMessage, source: string): QueueEvent {
  const { timestamp, data, destination, redelivered, properties } = message
  return {
    kind: 'queue',
    id: needText(message, 'messageID', NAME),
    source,
    type: 'message',
    subject: undefined,
    // JMS writes 0 where the sender has turned timestamps off.
    time: timestamp === 0 ? undefined : timeOf(timestamp),
    data: base64Field(data),
    queue: asText(destination?.physicalName) ?? '',
    attempt: redelivered === true ? 2 : 1,
    groupId: undefined,
    attributes: attributesOf(properties),
    native: message,
  }
}

/** Properties of JMS are texts here, whatever they were for the sender. UNSURE: anything else is its JSON. */
function attributesOf(properties: unknown): Attributes {
  const attributes = new BareRecord<string>()
  if (typeof properties !== 'object' || properties === null) return attributes
  for (const [name, value] of Object.entries(properties as { [name: string]: unknown })) {
    attributes[name] = typeof value === 'string' ? value : jsonOf(value, NAME)
  }
  return attributes
}
