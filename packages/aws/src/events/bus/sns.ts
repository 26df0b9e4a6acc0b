import type { BusEvent } from '@sampan/core'
import {
  asText,
  cloudEventOf,
  firstOf,
  type MessageCodec,
  needText,
  recordsOf,
  textData,
  timeOf,
} from '@sampan/core/adapter'
import type { SnsEvent, SnsNotification } from '../../native-events.ts'
import { arnName } from '../arn.ts'

/** SNS to Lambda. It is asynchronous: what fails is retried whole, a record at a time. */
export const sns: MessageCodec<SnsEvent, BusEvent> = {
  name: 'aws.sns',
  kind: 'bus',
  match: (native) => firstOf(native?.Records)?.EventSource === 'aws:sns',
  decode: ({ Records }) =>
    recordsOf<SnsEvent['Records'][number]>(Records, 'aws.sns').map((record) => {
      const [{ Message, ...rest }] = recordsOf<SnsNotification>([record.Sns], 'aws.sns') as [SnsNotification]
      const notification = { ...rest, Message: asText(Message) ?? '' }
      return { item: needText(notification, 'MessageId', 'aws.sns'), event: snsEvent(notification, record) }
    }),
}

/** A message that is a CloudEvent itself is that event; any other is one of type `message`. */
export function snsEvent(notification: SnsNotification, native: unknown): BusEvent {
  const { MessageId, TopicArn, Subject, Message, Timestamp } = notification
  const data = textData(Message)
  return {
    kind: 'bus',
    id: MessageId ?? '',
    source: TopicArn ?? '',
    type: 'message',
    subject: asText(Subject),
    time: timeOf(Timestamp),
    data,
    ...cloudEventOf(data),
    bus: arnName(TopicArn),
    native,
  }
}
