import type { StreamEvent } from '@sampan/core'
import { asText, badEvent, firstOf, type MessageCodec, needText, recordsOf } from '@sampan/core/adapter'
import type { KafkaEvent, KafkaRecord } from '../../native-events.ts'
import { readMessage } from '../log-message.ts'

/** Kafka: Baidu's message service (BMS). Nothing tells it of a part of a batch. */
export const kafka: MessageCodec<KafkaEvent, StreamEvent> = {
  name: 'baidu.kafka',
  kind: 'stream',
  match: (native) => firstOf(native?.Records)?.EventSource === 'bce:kafka',
  decode: ({ Records }) =>
    recordsOf<KafkaRecord>(Records, 'baidu.kafka').map((record) => {
      const event = streamEvent(record)
      return { item: event.id, group: `${event.stream}-${event.partition}`, event }
    }),
}

function streamEvent(record: KafkaRecord): StreamEvent {
  const { topic, partition, offset, ...message } = readMessage(
    record.Kafka ?? badEvent('baidu.kafka', 'a record has no message'),
    'baidu.kafka',
  )
  return {
    kind: 'stream',
    id: needText(record, 'EventId', 'baidu.kafka'),
    source: asText(record.EventSourceBrn) ?? topic,
    type: 'message',
    subject: undefined,
    stream: topic,
    partition,
    sequence: offset,
    ...message,
    native: record,
  }
}
