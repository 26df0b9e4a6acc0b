import type { Attributes, QueueEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { SqsAttribute, SqsEvent, SqsRecord } from '../../native-events.ts'
import { ACCOUNT, REGION } from '../http/gateway.sample.ts'

/** SQS; a queue whose name ends in `.fifo` gives FIFO records. */
export const sqs: EventSample<QueueEvent> = {
  name: 'aws.sqs',
  kind: 'queue',
  native: (events): SqsEvent => ({
    Records: events.map(({ id, data, queue, attempt, groupId, time, attributes }, at) =>
      sqsRecord({
        id,
        body: dataText(data),
        queue,
        attempt,
        sent: time && String(Date.parse(time)),
        system: {
          ...(groupId !== undefined && { MessageGroupId: groupId }),
          ...(queue.endsWith('.fifo') && {
            MessageDeduplicationId: id,
            SequenceNumber: String(18_870_000_000_000_000_000n + BigInt(at)),
          }),
        },
        attributes,
      }),
    ),
  }),
}

export interface SqsParts {
  readonly id: string
  readonly body: string
  readonly queue: string
  readonly attempt?: number
  /** Milliseconds since 1970, as digits. */
  readonly sent: string | undefined
  /** What SQS adds for FIFO queues and fair ones. */
  readonly system?: { readonly [name: string]: string }
  readonly attributes?: Attributes
}

/** A record as Lambda reads it from a queue, without the digests of body and attributes. */
export function sqsRecord({
  id,
  body,
  queue,
  attempt = 1,
  sent,
  system = {},
  attributes = {},
}: SqsParts): SqsRecord {
  return {
    messageId: id,
    receiptHandle: `AQEB${Buffer.from(id).toString('base64')}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(attempt),
      ApproximateFirstReceiveTimestamp: sent,
      SenderId: 'AIDAEXAMPLESENDER0001',
      SentTimestamp: sent,
      ...system,
    },
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, attribute(value)]),
    ),
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${REGION}:${ACCOUNT}:${queue}`,
    awsRegion: REGION,
  }
}

/** The empty lists are SQS's own, of a kind of attribute that it never got. */
function attribute(value: string | Uint8Array): SqsAttribute {
  const lists = { stringListValues: [], binaryListValues: [] }
  return typeof value === 'string'
    ? { stringValue: value, ...lists, dataType: 'String' }
    : { binaryValue: Buffer.from(value).toString('base64'), ...lists, dataType: 'Binary' }
}
