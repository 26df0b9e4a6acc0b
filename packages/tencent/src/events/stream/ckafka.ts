import type { StreamEvent } from '@sampan/core'
import { asText, badEvent, firstOf, type MessageCodec, needText, recordsOf } from '@sampan/core/adapter'
import type { CkafkaEvent, CkafkaRecord } from '../../native-events.ts'
import { bodyData, idOf } from '../field.ts'

/** CKafka. SCF pulls, and cannot be told of a part: a record that fails holds up its partition. */
export const ckafka: MessageCodec<CkafkaEvent, StreamEvent> = {
  name: 'tencent.ckafka',
  kind: 'stream',
  match: (native) => firstOf(native?.Records)?.Ckafka != null,
  decode: ({ Records }) =>
    recordsOf<CkafkaRecord>(Records, 'tencent.ckafka').map((record) => {
      const event = streamEvent(record)
      return { item: event.id, group: `${event.stream}-${event.partition}`, event }
    }),
}

function streamEvent(record: CkafkaRecord): StreamEvent {
  const [message] = recordsOf<CkafkaRecord['Ckafka']>([record.Ckafka], 'tencent.ckafka') as [
    CkafkaRecord['Ckafka'],
  ]
  const topic = needText(message, 'topic', 'tencent.ckafka')
  const partition =
    idOf(message.partition) ??
    idOf(message.Partition) ??
    badEvent('tencent.ckafka', 'a record has no partition')
  const offset = needText(message, 'offset', 'tencent.ckafka')
  return {
    kind: 'stream',
    id: `${topic}-${partition}-${offset}`,
    // The instance is not told.
    source: topic,
    type: 'message',
    subject: undefined,
    time: undefined,
    data: bodyData(message.msgBody),
    stream: topic,
    partition,
    sequence: offset,
    key: message.msgKey === 'None' ? undefined : asText(message.msgKey),
    native: record,
  }
}
