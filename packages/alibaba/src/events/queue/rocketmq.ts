import type { QueueEvent } from '@sampan/core'
import { asText, badEvent, type Delivery, type MessageCodec, needText, timeOf } from '@sampan/core/adapter'
import type { RocketMqData } from '../../native-streams.ts'
import { type Enveloped, envelopeTime, firstMessage, firstType, messagesOf } from '../envelope.ts'
import { bodyData, textsOf } from '../stream/fields.ts'

/** ApsaraMQ for RocketMQ through EventBridge, one message or a batch. The queue is the topic. */
export const rocketmq: MessageCodec<unknown, QueueEvent> = {
  name: 'alibaba.rocketmq',
  kind: 'queue',
  match: (native) => firstType(native) === 'mq:Topic:SendMessage',
  decode: (native) => deliveries(native, 'alibaba.rocketmq'),
}

/** The same without envelopes: one's own Apache RocketMQ always, and ApsaraMQ where the event schema is RawData. */
export const rocketmqRaw: MessageCodec<unknown, QueueEvent> = {
  name: 'alibaba.rocketmq-raw',
  kind: 'queue',
  match(native) {
    const message = firstMessage(native)
    return message !== undefined && message.envelope === undefined && isMessage(message.data)
  },
  decode: (native) => deliveries(native, 'alibaba.rocketmq-raw'),
}

function isMessage({ topic, systemProperties }: any): boolean {
  return asText(topic) !== undefined && typeof systemProperties === 'object' && systemProperties !== null
}

function deliveries(native: unknown, codec: string): Delivery<QueueEvent>[] {
  return messagesOf<RocketMqData>(native, codec).map((message) => {
    const event = queueEvent(message, codec)
    return { item: event.id, group: event.groupId, event }
  })
}

function queueEvent({ envelope, data, native }: Enveloped<RocketMqData>, codec: string): QueueEvent {
  const queue = needText(data ?? {}, 'topic', codec)
  const { msgId, systemProperties, userProperties, body } = data
  const { UNIQ_KEY, TAGS, KEYS, BORN_TIMESTAMP, __SHARDINGKEY } = systemProperties ?? {}
  return {
    kind: 'queue',
    // The sender's, because a message that is delivered again may get another envelope. The samples of the trigger's
    // page have neither.
    id: asText(msgId) ?? asText(UNIQ_KEY) ?? envelope?.id ?? badEvent(codec, 'a message has no id'),
    source: asText(envelope?.subject) ?? envelope?.source ?? queue,
    type: 'message',
    subject: undefined,
    time: (envelope && envelopeTime(envelope)) ?? timeOf(BORN_TIMESTAMP),
    data: bodyData(body),
    queue,
    attempt: attemptOf(systemProperties),
    // Clients put it among the one or the other properties.
    groupId: asText(__SHARDINGKEY) ?? asText(userProperties?.['__SHARDINGKEY']),
    // Tags and keys are the sender's too; RocketMQ lets nobody name a property of his own like them.
    attributes: textsOf(userProperties, { TAGS, KEYS }),
    native,
  }
}

/** UNSURE: no sample has any of them. The SDKs of Alibaba spell it in the first and last way, Apache in the second. */
function attemptOf(properties: RocketMqData['systemProperties']): number {
  const { RECONSUME_TIMES, RECONSUME_TIME, __RECONSUMETIMES } = properties ?? {}
  const times = RECONSUME_TIMES ?? RECONSUME_TIME ?? __RECONSUMETIMES
  return (typeof times === 'object' ? 0 : Number(times) || 0) + 1
}
