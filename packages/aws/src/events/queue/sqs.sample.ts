import type { QueueEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { SqsAttribute, SqsEvent } from '../../native-events.ts'
import { ACCOUNT, REGION } from '../http/gateway.sample.ts'

/** SQS; a queue whose name ends in `.fifo` gives FIFO records. */
export const sqs: EventSample<QueueEvent> = {
  name: 'aws.sqs',
  kind: 'queue',
  native: (events): SqsEvent => ({
    Records: events.map((event, at) => ({
      messageId: event.id,
      receiptHandle: `AQEB${Buffer.from(event.id).toString('base64')}`,
      body: dataText(event.data),
      attributes: {
        ApproximateReceiveCount: String(event.attempt),
        ApproximateFirstReceiveTimestamp: sent(event),
        SenderId: 'AIDAEXAMPLESENDER0001',
        SentTimestamp: sent(event),
        ...(event.groupId !== undefined && { MessageGroupId: event.groupId }),
        ...(event.queue.endsWith('.fifo') && {
          MessageDeduplicationId: event.id,
          SequenceNumber: String(18_870_000_000_000_000_000n + BigInt(at)),
        }),
      },
      messageAttributes: Object.fromEntries(
        Object.entries(event.attributes).map(([name, value]) => [name, attribute(value)]),
      ),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:${REGION}:${ACCOUNT}:${event.queue}`,
      awsRegion: REGION,
    })),
  }),
}

function sent({ time }: QueueEvent): string | undefined {
  return time === undefined ? undefined : String(Date.parse(time))
}

function attribute(value: string | Uint8Array): SqsAttribute {
  return typeof value === 'string'
    ? { stringValue: value, dataType: 'String' }
    : { binaryValue: Buffer.from(value).toString('base64'), dataType: 'Binary' }
}
