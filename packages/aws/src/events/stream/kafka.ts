import type { StreamEvent } from '@sampan/core'
import {
  asText,
  badEvent,
  fromBase64,
  type Item,
  type MessageCodec,
  recordsOf,
  textOrBytes,
  timeOf,
} from '@sampan/core/adapter'
import type { KafkaEvent, KafkaRecord } from '../../native-streams.ts'
import { batchItemFailures } from '../failures.ts'
import { base64Field, needObject } from './record.ts'

const NAME = 'aws.kafka'
/** The last stands in fixtures of others, and was in no capture. */
const SOURCES: ReadonlySet<unknown> = new Set(['aws:kafka', 'SelfManagedKafka', 'aws:SelfManagedKafka'])

/**
 * Kafka, of Amazon MSK and of one's own. A batch may be of several topics and partitions; the reply names the key of
 * `records` and the offset, from which on that partition is sent again.
 * https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
 */
export const kafka: MessageCodec<KafkaEvent, StreamEvent> = {
  name: NAME,
  kind: 'stream',
  match: (native) => SOURCES.has(native?.eventSource),
  decode: (native) => {
    const source = sourceOf(native)
    const records: KafkaEvent['records'] = needObject(native.records, 'records field', NAME)
    return Object.entries(records).flatMap(([partition, list]) =>
      recordsOf<KafkaRecord>(list, NAME).map((record) => ({
        item: itemOf(partition, record),
        group: partition,
        event: streamEvent(partition, record, source),
      })),
    )
  },
  encode: batchItemFailures,
}

/** The brokers of a cluster that has no ARN, in an order of our own: the cluster is the same in whichever they come. */
function sourceOf({ eventSourceArn, bootstrapServers }: KafkaEvent): string {
  return asText(eventSourceArn) ?? asText(bootstrapServers)?.split(',').sort().join(',') ?? ''
}

function itemOf(partition: string, { offset }: KafkaRecord): Item {
  return Number.isSafeInteger(offset) ? { partition, offset } : badEvent(NAME, 'a record has no offset')
}

/** Names of topics may have hyphens; the partition stands behind the last. */
function streamEvent(place: string, record: KafkaRecord, source: string): StreamEvent {
  const { offset, timestamp, value, key } = record
  const hyphen = place.lastIndexOf('-')
  return {
    kind: 'stream',
    id: `${place}-${offset}`,
    source,
    type: 'message',
    subject: undefined,
    // Kafka writes -1 where a record has no time.
    time: timestamp === -1 ? undefined : timeOf(timestamp),
    data: value === null || value === undefined ? undefined : base64Field(value),
    stream: place.slice(0, Math.max(0, hyphen)),
    partition: place.slice(hyphen + 1),
    sequence: String(offset),
    key: typeof key === 'string' ? keyOf(key) : undefined,
    native: record,
  }
}

/** A key that is not base64 is not as documented, and stays as it is. */
function keyOf(key: string): string | Uint8Array {
  const bytes = fromBase64(key)
  return bytes === undefined ? key : textOrBytes(bytes)
}
