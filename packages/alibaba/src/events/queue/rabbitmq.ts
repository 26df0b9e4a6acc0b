import type { QueueEvent } from '@sampan/core'
import { asText, badEvent, type MessageCodec } from '@sampan/core/adapter'
import type { RabbitMqData } from '../../native-streams.ts'
import { type Enveloped, envelopeTime, messagesOf } from '../envelope.ts'
import { bodyData, brings, textsOf } from '../stream/fields.ts'

const NAME = 'alibaba.rabbitmq'

/** ApsaraMQ for RabbitMQ through EventBridge: one message or a batch, as CloudEvents or as RawData. */
export const rabbitmq: MessageCodec<unknown, QueueEvent> = {
  name: NAME,
  kind: 'queue',
  match: (native) => brings(native, 'amqp:Queue:SendMessage', isMessage),
  decode: (native) =>
    messagesOf<RabbitMqData>(native, NAME).map((message) => {
      const event = queueEvent(message)
      return { item: event.id, event }
    }),
}

/** RawData has no mark but its fields. */
function isMessage({ envelope, props }: any): boolean {
  return typeof envelope?.routingKey === 'string' && typeof props === 'object'
}

function queueEvent({ envelope, data, native }: Enveloped<RabbitMqData>): QueueEvent {
  const { envelope: delivery, props, body } = data ?? {}
  const { headers, ...properties } = props ?? {}
  const queue = queueOf(envelope?.subject) ?? asText(delivery?.routingKey) ?? ''
  return {
    kind: 'queue',
    // The broker gives every message one. A delivery tag would be another whenever the message comes again.
    id: asText(properties.messageId) ?? envelope?.id ?? badEvent(NAME, 'a message has no id'),
    source: asText(envelope?.subject) ?? envelope?.source ?? queue,
    type: 'message',
    subject: undefined,
    time: envelope && envelopeTime(envelope),
    data: bodyData(body),
    queue,
    attempt: delivery?.redeliver === true ? 2 : 1,
    groupId: undefined,
    // UNSURE: no sample has headers. The properties win, because the broker has checked some of them (userId).
    attributes: textsOf(headers, properties),
    native,
  }
}

/**
 * `acs:amqp:cn-hangzhou:1:/instances/amqp-cn-1/vhosts/shop/queues/orders`. RawData has only the routing key, which is
 * the queue's name where the default exchange was sent to.
 */
function queueOf(subject: unknown): string | undefined {
  return /\/queues\/(.+)$/s.exec(asText(subject) ?? '')?.[1]
}
