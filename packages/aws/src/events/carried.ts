import type { BucketEvent, BusEvent, MessageEvent } from '@sampan/core'
import {
  badEvent,
  type Delivery,
  firstOf,
  type MessageCodec,
  needText,
  recordsOf,
} from '@sampan/core/adapter'
import type { EventBridgeEvent, SnsEvent, SnsNotification, SqsEvent, SqsRecord } from '../native-events.ts'
import { s3BusEvent, s3Events } from './bucket/s3.ts'
import { busEvent } from './bus/eventbridge.ts'
import { isBusShape } from './bus/shape.ts'
import { snsEvent } from './bus/sns.ts'
import { batchItemFailures } from './failures.ts'
import { notificationIn } from './notification.ts'
import { orderOf } from './queue/sqs.ts'

/** S3 notifications in a queue's messages, put there by S3, SNS or EventBridge. */
export const s3Sqs: MessageCodec<SqsEvent, BucketEvent> = {
  name: 'aws.s3-sqs',
  kind: 'bucket',
  match: (native) => isSqs(native) && isNotification(textOf(firstOf(native.Records))),
  decode: (native) =>
    fromSqs(native, 'aws.s3-sqs', ({ body }) => bucketEvents(textOf({ body }), 'aws.s3-sqs')),
  encode: batchItemFailures,
}

/** S3 notifications that SNS delivers to Lambda. */
export const s3Sns: MessageCodec<SnsEvent, BucketEvent> = {
  name: 'aws.s3-sns',
  kind: 'bucket',
  match: (native) => {
    const record = firstOf(native?.Records)
    return record?.EventSource === 'aws:sns' && isNotification(record.Sns?.Message)
  },
  decode: ({ Records }) =>
    recordsOf<{ Sns: SnsNotification }>(Records, 'aws.s3-sns').flatMap(({ Sns }) =>
      bucketEvents(Sns?.Message, 'aws.s3-sns').map((event) => ({ item: event.id, event })),
    ),
}

/** Events of a bus or topic in a queue's messages, for functions on the bus that are fed through a queue. */
export const busSqs: MessageCodec<SqsEvent, BusEvent> = {
  name: 'aws.bus-sqs',
  kind: 'bus',
  match: (native) => isSqs(native) && busEventIn(firstOf(native.Records)) !== undefined,
  decode: (native) =>
    fromSqs(native, 'aws.bus-sqs', (record) => [
      busEventIn(record) ?? badEvent('aws.bus-sqs', 'a message is no event of a bus or topic'),
    ]),
  encode: batchItemFailures,
}

function isSqs(native: any): boolean {
  return firstOf(native?.Records)?.eventSource === 'aws:sqs'
}

/** What the sender wrote: the queue's text, or the message in it that SNS wrapped. */
function textOf({ body }: { body?: unknown }): string {
  const text = typeof body === 'string' ? body : ''
  return notificationIn(text)?.Message ?? text
}

function isNotification(text: unknown): boolean {
  return typeof text === 'string' && /"aws[:.]s3"|"s3:TestEvent"/.test(text)
}

/** None for the test event that S3 sends when the notification is set up: there is nothing to handle in it. */
function bucketEvents(text: unknown, codec: string): BucketEvent[] {
  const value = parse(text) as { Event?: unknown; Records?: unknown } | undefined
  if (value?.Event === 's3:TestEvent') return []
  if (isBusShape(value)) return [s3BusEvent(value as EventBridgeEvent<{}>, value)]
  return firstOf(value?.Records) === undefined
    ? badEvent(codec, 'a message is no notification of S3')
    : s3Events(value!.Records)
}

function busEventIn(record: Partial<SqsRecord>): BusEvent | undefined {
  const text = typeof record.body === 'string' ? record.body : ''
  const notification = notificationIn(text)
  if (notification !== undefined) return snsEvent(notification, record)
  const value = text.includes('"detail-type"') ? parse(text) : undefined
  return isBusShape(value) ? busEvent(value, record) : undefined
}

/** A message that holds several events is acknowledged when all of them are handled. */
function fromSqs<Event extends MessageEvent>(
  { Records }: SqsEvent,
  codec: string,
  eventsOf: (record: SqsRecord) => Event[],
): Delivery<Event>[] {
  return recordsOf<SqsRecord>(Records, codec).flatMap((record) => {
    const item = needText(record, 'messageId', codec)
    return eventsOf(record).map((event) => ({ item, group: orderOf(record), event }))
  })
}

function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}
