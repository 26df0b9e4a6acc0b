import type { BucketEvent, BusEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import type { SnsEvent, SqsEvent } from '../native-events.ts'
import { s3Record } from './bucket/s3.sample.ts'
import { busEvent } from './bus/eventbridge.sample.ts'
import { snsFrame, snsNotification, snsRecord } from './bus/sns.sample.ts'
import { sqsRecord } from './queue/sqs.sample.ts'

/** S3 to SQS: one message an event, as S3 sends nearly always. */
export const s3Sqs: EventSample<BucketEvent> = {
  name: 'aws.s3-sqs',
  kind: 'bucket',
  native: (events) => inQueue(events.map((event) => JSON.stringify({ Records: [s3Record(event)] }))),
}

/** S3 to SNS to Lambda. */
export const s3Sns: EventSample<BucketEvent> = {
  name: 'aws.s3-sns',
  kind: 'bucket',
  native: (events): SnsEvent => ({
    Records: events.map((event, at) =>
      snsRecord({
        ...snsFrame('carrier', at),
        Subject: 'Amazon S3 Notification',
        Message: JSON.stringify({ Records: [s3Record(event)] }),
      }),
    ),
  }),
}

/** SNS to SQS, without raw message delivery. */
export const snsSqs: EventSample<BusEvent> = {
  name: 'aws.sns-sqs',
  kind: 'bus',
  native: (events) => inQueue(events.map((event, at) => JSON.stringify(snsNotification(event, at)))),
}

/** A rule of EventBridge to SQS. */
export const eventBridgeSqs: EventSample<BusEvent> = {
  name: 'aws.eventbridge-sqs',
  kind: 'bus',
  native: (events) => inQueue(events.map((event) => JSON.stringify(busEvent(event)))),
}

function inQueue(bodies: readonly string[]): SqsEvent {
  return {
    Records: bodies.map((body, at) =>
      sqsRecord({
        id: `059f36b4-0000-4000-8000-${String(at).padStart(12, '0')}`,
        body,
        queue: 'carrier',
        sent: '1795392000000',
      }),
    ),
  }
}
