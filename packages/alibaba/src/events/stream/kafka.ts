import type { StreamEvent } from '@sampan/core'
import { asText, type MessageCodec, needText, timeOf } from '@sampan/core/adapter'
import type { KafkaData } from '../../native-streams.ts'
import { type Enveloped, envelopeTime, messagesOf } from '../envelope.ts'
import { bodyData, brings, jsonText } from './fields.ts'

const NAME = 'alibaba.kafka'

/**
 * ApsaraMQ for Kafka through EventBridge, as CloudEvents or as RawData. The format that the trigger was given decides
 * what `value` is, and nothing in the event says which it was: text is read as text. So base64, of the format Binary,
 * stays the bytes of the base64 text, and has to be decoded by the handler.
 */
export const kafka: MessageCodec<unknown, StreamEvent> = {
  name: NAME,
  kind: 'stream',
  match: (native) => brings(native, 'alikafka:Topic:Message', isRecord),
  decode: (native) =>
    messagesOf<KafkaData>(native, NAME).map((message) => {
      const event = streamEvent(message)
      return { item: event.id, group: `${event.stream}-${event.partition}`, event }
    }),
}

/** RawData has no mark but its fields. */
function isRecord({ topic, partition, offset, value }: any): boolean {
  return (
    typeof topic === 'string' &&
    typeof partition === 'number' &&
    typeof offset === 'number' &&
    value !== undefined
  )
}

function streamEvent({ envelope, data, native }: Enveloped<KafkaData>): StreamEvent {
  const record = data ?? {}
  const [stream, partition, sequence] = [
    needText(record, 'topic', NAME),
    needText(record, 'partition', NAME),
    needText(record, 'offset', NAME),
  ]
  const { timestamp, key, value } = record
  return {
    kind: 'stream',
    // Not the envelope's: the position is the same however often the record is read. The subject names the instance.
    id: `${stream}-${partition}-${sequence}`,
    source: asText(envelope?.subject) ?? envelope?.source ?? stream,
    type: 'message',
    subject: undefined,
    time: (envelope && envelopeTime(envelope)) ?? timeOf(timestamp),
    data: bodyData(value),
    stream,
    partition,
    sequence,
    key: keyOf(key),
    native,
  }
}

/** Text; a key of the format Json may be any value. */
function keyOf(key: unknown): string | undefined {
  if (key === undefined || key === null) return undefined
  return typeof key === 'string' ? key : jsonText(key)
}
