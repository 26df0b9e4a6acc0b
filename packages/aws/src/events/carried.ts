import { type BucketEvent, type BusEvent, type MessageEvent, PermanentError } from '@sampan/core'
import {
  asText,
  badEvent,
  type Delivery,
  FlawedData,
  type MessageCodec,
  needText,
  recordsOf,
  textData,
} from '@sampan/core/adapter'
import type { S3Record, SnsEvent, SnsRecord, SqsEvent, SqsRecord } from '../native-events.ts'
import { isS3, s3BusEvent, s3Event } from './bucket/s3.ts'
import { busEvent } from './bus/eventbridge.ts'
import { isBucketShape, isBusShape } from './bus/shape.ts'
import { isSns, snsEvent, snsOf } from './bus/sns.ts'
import { batchItemFailures } from './failures.ts'
import { notificationIn } from './notification.ts'
import { bodyOf, isSqs, orderOf } from './queue/sqs.ts'

/** S3 notifications in a queue's messages, put there by S3, SNS or EventBridge. */
export const s3Sqs: MessageCodec<SqsEvent, BucketEvent> = {
  name: 'aws.s3-sqs',
  kind: 'bucket',
  match: (native) => isSqs(native) && recordIn(native, (record) => isNotification(textOf(record))),
  decode: (native) =>
    fromSqs(native, 'aws.s3-sqs', (record) => bucketEvents(textOf(record), record, 'aws.s3-sqs')),
  encode: batchItemFailures,
}

/** S3 notifications that SNS delivers to Lambda. */
export const s3Sns: MessageCodec<SnsEvent, BucketEvent> = {
  name: 'aws.s3-sns',
  kind: 'bucket',
  match: (native) =>
    isSns(native) && recordIn(native, (record: SnsRecord) => isNotification(asText(record.Sns?.Message))),
  decode: ({ Records }) =>
    recordsOf<SnsRecord>(Records, 'aws.s3-sns').flatMap((record) => {
      const text = asText(snsOf(record, 'aws.s3-sns').Message)
      return bucketEvents(text, record, 'aws.s3-sns').map((event) => ({ item: event.id, event }))
    }),
}

/** Events of a bus or topic in a queue's messages, for functions on the bus that are fed through a queue. */
export const busSqs: MessageCodec<SqsEvent, BusEvent> = {
  name: 'aws.bus-sqs',
  kind: 'bus',
  match: (native) => isSqs(native) && recordIn(native, (record) => carriesBus(bodyOf(record))),
  decode: (native) => fromSqs(native, 'aws.bus-sqs', (record) => [busEventIn(record) ?? foreign(record)]),
  encode: batchItemFailures,
}

/** Whether any record of a batch is so. One that is not must not hide what the others are. */
function recordIn(native: { readonly Records: readonly any[] }, is: (record: any) => boolean): boolean {
  return native.Records.some((record: unknown) => typeof record === 'object' && record !== null && is(record))
}

/** What the sender wrote: the queue's text, or the message in it that SNS wrapped. */
function textOf(record: SqsRecord): string {
  const text = bodyOf(record)
  return notificationIn(text)?.Message ?? text
}

function isNotification(text: string | undefined): boolean {
  // Most messages are none, and are not parsed.
  if (text === undefined || !/"aws[:.]s3"|"s3:TestEvent"/.test(text)) return false
  const value = parse(text)
  return isTest(value) || isBucketShape(value) || isS3(value)
}

/** S3 sends it when the notification is set up; there is nothing to handle in it. */
function isTest(value: any): boolean {
  return value?.Event === 's3:TestEvent'
}

function bucketEvents(text: string | undefined, native: unknown, codec: string): BucketEvent[] {
  const value = parse(text ?? '')
  if (isTest(value)) return []
  if (isBucketShape(value)) return [s3BusEvent(value as any, native, codec)]
  if (!isS3(value)) return badEvent(codec, 'a message is no notification of S3')
  return recordsOf<S3Record>(value.Records, codec).map((record) => s3Event(record, native, codec))
}

function carriesBus(body: string): boolean {
  return notificationIn(body) !== undefined || (body.includes('"detail-type"') && isBusShape(parse(body)))
}

function busEventIn(record: SqsRecord): BusEvent | undefined {
  const body = bodyOf(record)
  const notification = notificationIn(body)
  if (notification !== undefined) return snsEvent(notification, record, 'aws.bus-sqs')
  const value = textData(body)
  return isBusShape(value) && asText(value.id) !== undefined
    ? busEvent(value, record, 'aws.bus-sqs')
    : undefined
}

/** A message among events that is none, or cannot be read: it fails alone. */
function foreign(record: SqsRecord): BusEvent {
  const body = bodyOf(record)
  const data = textData(body)
  const error = new PermanentError('The message is no event of a bus or topic')
  return {
    kind: 'bus',
    id: needText(record, 'messageId', 'aws.bus-sqs'),
    source: asText(record.eventSourceARN) ?? 'aws:sqs',
    type: 'message',
    subject: undefined,
    time: undefined,
    data: data instanceof FlawedData ? data : new FlawedData(new TextEncoder().encode(body), error),
    bus: undefined,
    native: record,
  }
}

/** A message that holds several events is acknowledged when all of them are handled; one that holds none fails alone. */
function fromSqs<Event extends MessageEvent>(
  { Records }: SqsEvent,
  codec: string,
  eventsOf: (record: SqsRecord) => Event[],
): Delivery<Event>[] {
  return recordsOf<SqsRecord>(Records, codec).flatMap((record): Delivery<Event>[] => {
    const item = needText(record, 'messageId', codec)
    const group = orderOf(record)
    try {
      return eventsOf(record).map((event) => ({ item, group, event }))
    } catch (error) {
      return [{ item, group, flaw: error as Error }]
    }
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
