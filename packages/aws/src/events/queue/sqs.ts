import type { Attributes, QueueEvent } from '@sampan/core'
import {
  asText,
  BareRecord,
  firstOf,
  fromBase64,
  type MessageCodec,
  needText,
  recordsOf,
  textData,
  timeOf,
} from '@sampan/core/adapter'
import type { SqsEvent, SqsRecord } from '../../native-events.ts'
import { arnName } from '../arn.ts'
import { batchItemFailures } from '../failures.ts'
import { notificationIn, snsAttributes } from '../notification.ts'

/** SQS, standard and FIFO; a message that SNS put there is unwrapped. */
export const sqs: MessageCodec<SqsEvent, QueueEvent> = {
  name: 'aws.sqs',
  kind: 'queue',
  match: (native) => firstOf(native?.Records)?.eventSource === 'aws:sqs',
  decode: ({ Records }) =>
    recordsOf<SqsRecord>(Records, 'aws.sqs').map((record) => ({
      item: needText(record, 'messageId', 'aws.sqs'),
      group: orderOf(record),
      event: queueEvent(record),
    })),
  encode: batchItemFailures,
}

/** Only FIFO queues order their groups; on a standard queue a group is for fairness among tenants. */
export function orderOf({ eventSourceARN, attributes }: SqsRecord): string | undefined {
  return eventSourceARN?.endsWith('.fifo') ? asText(attributes?.['MessageGroupId']) : undefined
}

function queueEvent(record: SqsRecord): QueueEvent {
  const { messageId, attributes, eventSourceARN } = record
  const body = typeof record.body === 'string' ? record.body : ''
  const notification = notificationIn(body)
  return {
    kind: 'queue',
    id: messageId,
    source: eventSourceARN ?? '',
    type: 'message',
    subject: asText(notification?.Subject),
    time: timeOf(attributes?.['SentTimestamp']),
    data: textData(notification?.Message ?? body),
    queue: arnName(eventSourceARN),
    attempt: Number(attributes?.['ApproximateReceiveCount']) || 1,
    groupId: asText(attributes?.['MessageGroupId']),
    attributes: { ...(notification && snsAttributes(notification)), ...sqsAttributes(record) },
    native: record,
  }
}

function sqsAttributes({ messageAttributes }: SqsRecord): Attributes {
  const attributes = new BareRecord<string | Uint8Array>()
  for (const [name, attribute] of Object.entries(messageAttributes ?? {})) {
    const { binaryValue, stringValue } = attribute ?? {}
    const bytes = typeof binaryValue === 'string' ? fromBase64(binaryValue) : undefined
    attributes[name] = bytes ?? stringValue ?? ''
  }
  return attributes
}
