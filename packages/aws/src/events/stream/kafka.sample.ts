import type { StreamEvent } from '@sampan/core'
import { dataBase64, type EventSample } from '@sampan/core/samples'
import type { KafkaEvent, KafkaRecord } from '../../native-streams.ts'
import { ACCOUNT, REGION } from '../http/gateway.sample.ts'

const BROKERS = [1, 2].map((at) => `b-${at}.shop.a1bc2d.c3.kafka.${REGION}.amazonaws.com:9092`).join(',')

/** Amazon MSK. An event's id is the three of `stream-partition-sequence`; without data it is a tombstone. */
export const kafka: EventSample<StreamEvent> = {
  name: 'aws.kafka',
  kind: 'stream',
  native: (events): KafkaEvent => ({
    eventSource: 'aws:kafka',
    eventSourceArn: `arn:aws:kafka:${REGION}:${ACCOUNT}:cluster/shop/0f0e0d0c-1111-2222-3333-444455556666-7`,
    bootstrapServers: BROKERS,
    records: recordsOf(events),
  }),
}

/** A cluster of one's own, which has no ARN: an event's source is its brokers. */
export const selfManagedKafka: EventSample<StreamEvent> = {
  name: 'aws.kafka-self-managed',
  kind: 'stream',
  native: (events): KafkaEvent => ({
    eventSource: 'SelfManagedKafka',
    bootstrapServers: 'kafka-1.shop.example:9092,kafka-2.shop.example:9092',
    records: recordsOf(events),
  }),
}

function recordsOf(events: readonly StreamEvent[]): KafkaEvent['records'] {
  const records = new Map<string, KafkaRecord[]>()
  for (const event of events) {
    const place = `${event.stream}-${event.partition}`
    const known = records.get(place)
    if (known === undefined) records.set(place, [recordOf(event)])
    else known.push(recordOf(event))
  }
  return Object.fromEntries(records)
}

function recordOf({ stream, partition, sequence, time, key, data }: StreamEvent): KafkaRecord {
  return {
    topic: stream,
    partition: Number(partition),
    offset: Number(sequence),
    timestamp: time === undefined ? -1 : Date.parse(time),
    timestampType: time === undefined ? 'NO_TIMESTAMP_TYPE' : 'CREATE_TIME',
    ...(key !== undefined && { key: Buffer.from(key).toString('base64') }),
    ...(data !== undefined && { value: dataBase64(data) }),
    headers: [],
  }
}
