import type { QueueEvent } from '@sampan/core'
import {
  asText,
  badEvent,
  BareRecord,
  firstOf,
  type MessageCodec,
  needText,
  recordsOf,
} from '@sampan/core/adapter'
import type { RocketmqEvent, RocketmqRecord } from '../../native-events.ts'
import { type ReadMessage, readMessage } from '../log-message.ts'

/** RocketMQ. Nothing tells it of a part of a batch. */
export const rocketmq: MessageCodec<RocketmqEvent, QueueEvent> = {
  name: 'baidu.rocketmq',
  kind: 'queue',
  match: (native) => firstOf(native?.Records)?.EventSource === 'bce:rocketmq',
  decode: ({ Records }) =>
    recordsOf<RocketmqRecord>(Records, 'baidu.rocketmq').map((record) => {
      const message = readMessage(
        record.Rocketmq ?? badEvent('baidu.rocketmq', 'a record has no message'),
        'baidu.rocketmq',
      )
      const event = queueEvent(record, message)
      return { item: event.id, event }
    }),
}

function queueEvent(record: RocketmqRecord, { topic, key, time, data }: ReadMessage): QueueEvent {
  const attributes = new BareRecord<string | Uint8Array>()
  // As RocketMQ itself calls the property.
  if (key !== undefined) attributes['KEYS'] = key
  return {
    kind: 'queue',
    id: needText(record, 'EventId', 'baidu.rocketmq'),
    source: asText(record.EventSourceBrn) ?? topic,
    type: 'message',
    subject: undefined,
    time,
    data,
    queue: topic,
    // Not told.
    attempt: 1,
    groupId: undefined,
    attributes,
    native: record,
  }
}
