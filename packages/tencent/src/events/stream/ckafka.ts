import type { StreamEvent } from '@sampan/core'
import { asText, badEvent, firstOf, type MessageCodec, needText, recordsOf } from '@sampan/core/adapter'
import type { CkafkaEvent, CkafkaMessage, CkafkaRecord } from '../../native-events.ts'
import { bodyData, idOf } from '../field.ts'

const NAME = 'tencent.ckafka'

/** CKafka. SCF pulls, and cannot be told of a part: a record that fails holds up its partition. */
export const ckafka: MessageCodec<CkafkaEvent, StreamEvent> = {
  name: NAME,
  kind: 'stream',
  match: (native) => firstOf(native?.Records)?.Ckafka != null,
  decode: ({ Records }) =>
    recordsOf<CkafkaRecord>(Records, NAME).map((record) => {
      const event = streamEvent(record)
      return { item: event.id, group: `${event.stream}-${event.partition}`, event }
    }),
}

function streamEvent(record: CkafkaRecord): StreamEvent {
  const [message] = recordsOf<CkafkaMessage>([record.Ckafka], NAME) as [CkafkaMessage]
  return messageEvent(message, record, NAME)
}

export function messageEvent(message: CkafkaMessage, native: unknown, codec: string): StreamEvent {
  const topic = needText(message, 'topic', codec)
  const partition =
    idOf(message.partition) ?? idOf(message.Partition) ?? badEvent(codec, 'a record has no partition')
  const offset = needText(message, 'offset', codec)
  return {
    kind: 'stream',
    id: `${topic}-${partition}-${offset}`,
    // The instance is not told.
    source: topic,
    type: 'message',
    subject: undefined,
    time: undefined,
    data: bodyData(message.msgBody ?? undefined),
    stream: topic,
    partition,
    sequence: offset,
    key: message.msgKey === 'None' ? undefined : asText(message.msgKey),
    native,
  }
}
