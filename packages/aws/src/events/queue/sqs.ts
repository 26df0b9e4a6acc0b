import type { QueueEvent } from '@sampan/core'
import { asText, firstOf, type MessageCodec, needText, recordsOf, timeOf } from '@sampan/core/adapter'
import type { SqsEvent, SqsRecord } from '../../native-events.ts'
import { arnName } from '../arn.ts'
import { addAttributes, type AttributeFields } from '../attributes.ts'
import { batchItemFailures } from '../failures.ts'
import { notificationIn, SNS_ATTRIBUTES } from '../notification.ts'
import { textField } from '../stream/record.ts'

const SQS_ATTRIBUTES: AttributeFields = { type: 'dataType', text: 'stringValue', base64: 'binaryValue' }

/** SQS, standard and FIFO; a message that SNS put there is unwrapped. */
export const sqs: MessageCodec<SqsEvent, QueueEvent> = {
  name: 'aws.sqs',
  kind: 'queue',
  match: isSqs,
  decode: ({ Records }) =>
    recordsOf<SqsRecord>(Records, 'aws.sqs').map((record) => {
      const event = queueEvent(record)
      return { item: event.id, group: orderOf(record), event }
    }),
  encode: batchItemFailures,
}

export function isSqs(native: any): native is SqsEvent {
  return firstOf(native?.Records)?.eventSource === 'aws:sqs'
}

/** The text of a message; empty where it is none. */
export function bodyOf({ body }: { readonly body?: unknown }): string {
  return typeof body === 'string' ? body : ''
}

/** Only FIFO queues order their groups; on a standard queue a group is for fairness among tenants. */
export function orderOf({ eventSourceARN, attributes }: SqsRecord): string | undefined {
  return asText(eventSourceARN)?.endsWith('.fifo') ? asText(attributes?.['MessageGroupId']) : undefined
}

function queueEvent(record: SqsRecord): QueueEvent {
  const { attributes, messageAttributes, eventSourceARN } = record
  const body = bodyOf(record)
  const notification = notificationIn(body)
  const wrapped = addAttributes({}, notification?.MessageAttributes, SNS_ATTRIBUTES)
  return {
    kind: 'queue',
    id: needText(record, 'messageId', 'aws.sqs'),
    source: asText(eventSourceARN) ?? 'aws:sqs',
    type: 'message',
    subject: asText(notification?.Subject),
    time: timeOf(attributes?.['SentTimestamp']),
    data: textField(notification?.Message ?? record.body),
    queue: arnName(eventSourceARN),
    attempt: attemptOf(attributes?.['ApproximateReceiveCount']),
    groupId: asText(attributes?.['MessageGroupId']),
    attributes: addAttributes(wrapped, messageAttributes, SQS_ATTRIBUTES),
    native: record,
  }
}

function attemptOf(count: unknown): number {
  return typeof count === 'string' && /^[1-9]\d{0,8}$/.test(count) ? Number(count) : 1
}
