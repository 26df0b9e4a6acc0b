import type { StreamEvent } from '@sampan/core'
import { asText, firstOf, type MessageCodec, needText, recordsOf, timeOfSeconds } from '@sampan/core/adapter'
import type { KinesisEvent, KinesisRecord } from '../../native-streams.ts'
import { batchItemFailures } from '../failures.ts'
import { base64Field, needObject } from './record.ts'
import { isWindowOf, refuseWindow } from './window.ts'

const NAME = 'aws.kinesis'

/**
 * Kinesis Data Streams. A batch is of one shard; Lambda goes on from the lowest sequence number of the reply, and sends
 * everything from there again. What CloudWatch Logs put into the stream is gzip, and stays bytes.
 */
export const kinesis: MessageCodec<KinesisEvent, StreamEvent> = {
  name: NAME,
  kind: 'stream',
  match: (native) => firstOf(native?.Records)?.eventSource === 'aws:kinesis' || isWindowOf(native, 'kinesis'),
  decode: (native) => {
    refuseWindow(native, NAME)
    return recordsOf<KinesisRecord>(native.Records, NAME).map((record) => {
      const event = streamEvent(record)
      return { item: event.sequence, group: event.partition, event }
    })
  },
  encode: batchItemFailures,
}

function streamEvent(record: KinesisRecord): StreamEvent {
  const entry: KinesisRecord['kinesis'] = needObject(record.kinesis, 'kinesis part', NAME)
  const id = needText(record, 'eventID', NAME)
  return {
    kind: 'stream',
    id,
    source: asText(record.eventSourceARN) ?? '',
    type: 'message',
    subject: undefined,
    time: timeOfSeconds(entry.approximateArrivalTimestamp),
    data: base64Field(entry.data),
    stream: streamName(record.eventSourceARN),
    partition: id.slice(0, Math.max(0, id.lastIndexOf(':'))),
    sequence: needText(entry, 'sequenceNumber', NAME),
    key: asText(entry.partitionKey),
    native: record,
  }
}

/** The ARN of a consumer with enhanced fan-out goes on behind the name: `…:stream/clicks/consumer/audit:1`. */
function streamName(arn: unknown): string {
  return /:stream\/([^/]+)/.exec(asText(arn) ?? '')?.[1] ?? ''
}
