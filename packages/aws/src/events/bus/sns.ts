import type { BusEvent } from '@sampan/core'
import {
  asText,
  badEvent,
  cloudEventOf,
  firstOf,
  type MessageCodec,
  needText,
  recordsOf,
  textData,
  timeOf,
} from '@sampan/core/adapter'
import type { SnsEvent, SnsNotification, SnsRecord } from '../../native-events.ts'
import { arnName } from '../arn.ts'

/** SNS to Lambda. It is asynchronous: what fails is retried whole, a record at a time. */
export const sns: MessageCodec<SnsEvent, BusEvent> = {
  name: 'aws.sns',
  kind: 'bus',
  match: isSns,
  decode: ({ Records }) =>
    recordsOf<SnsRecord>(Records, 'aws.sns').map((record) => {
      const event = snsEvent(snsOf(record, 'aws.sns'), record, 'aws.sns')
      return { item: event.id, event }
    }),
}

export function isSns(native: any): native is SnsEvent {
  return firstOf(native?.Records)?.EventSource === 'aws:sns'
}

/** @throws SampanError SAMPAN_BAD_EVENT */
export function snsOf({ Sns }: SnsRecord, codec: string): SnsNotification {
  return typeof Sns === 'object' && Sns !== null ? Sns : badEvent(codec, 'a record has no Sns')
}

/** A message that is a CloudEvent itself is that event; any other is one of type `message`. */
export function snsEvent(notification: SnsNotification, native: unknown, codec: string): BusEvent {
  const { TopicArn, Subject, Message, Timestamp } = notification
  const data = textData(asText(Message) ?? '')
  return {
    kind: 'bus',
    id: needText(notification, 'MessageId', codec),
    source: asText(TopicArn) ?? 'aws:sns',
    type: 'message',
    subject: asText(Subject),
    time: timeOf(Timestamp),
    data,
    ...cloudEventOf(data),
    bus: arnName(TopicArn) || undefined,
    native,
  }
}
