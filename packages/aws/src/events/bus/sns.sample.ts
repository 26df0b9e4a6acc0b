import type { BusEvent } from '@sampan/core'
import { cloudEventText, dataText, type EventSample } from '@sampan/core/samples'
import type { SnsEvent, SnsNotification } from '../../native-events.ts'
import { ACCOUNT, EPOCH, REGION } from '../http/gateway.sample.ts'

/** SNS to Lambda. What is no plain message of its topic travels as a CloudEvent in the message's text. */
export const sns: EventSample<BusEvent> = {
  name: 'aws.sns',
  kind: 'bus',
  native: (events): SnsEvent => ({
    Records: events.map((event, at) => snsRecord(snsNotification(event, at))),
  }),
}

export function snsRecord(notification: SnsNotification): SnsEvent['Records'][number] {
  const { SigningCertURL, UnsubscribeURL, ...rest } = notification
  return {
    EventVersion: '1.0',
    EventSubscriptionArn: `${notification.TopicArn}:2bcfbf39-0000-4000-8000-00000000beef`,
    EventSource: 'aws:sns',
    // Lambda spells them its own way.
    Sns: { ...rest, SigningCertUrl: SigningCertURL, UnsubscribeUrl: UnsubscribeURL },
  }
}

export function snsNotification(event: BusEvent, at: number): SnsNotification {
  const frame = snsFrame(event.bus ?? 'topic', at)
  const { id, source, type, subject = null, time, data } = event
  return type === 'message' && source === frame.TopicArn
    ? { ...frame, MessageId: id, Subject: subject, Message: dataText(data), Timestamp: time }
    : { ...frame, Message: cloudEventText(event) }
}

/** A notification with nothing in it; `at` tells those of a batch apart. */
export function snsFrame(topic: string, at: number): SnsNotification {
  const arn = `arn:aws:sns:${REGION}:${ACCOUNT}:${topic}`
  const url = `https://sns.${REGION}.amazonaws.com`
  return {
    Type: 'Notification',
    MessageId: `95df01b4-0000-4000-8000-${String(at).padStart(12, '0')}`,
    TopicArn: arn,
    Subject: null,
    Message: '',
    Timestamp: new Date(EPOCH).toISOString(),
    SignatureVersion: '1',
    Signature: 'RVhBTVBMRQ==',
    SigningCertURL: `${url}/SimpleNotificationService-0000000000000000000000000000beef.pem`,
    UnsubscribeURL: `${url}/?Action=Unsubscribe&SubscriptionArn=${arn}`,
    MessageAttributes: {},
  }
}
