import type { Attributes, QueueEvent } from '@sampan/core'
import { asText, BareRecord, type MessageCodec, recordsOf, textOrBytes, timeOf } from '@sampan/core/adapter'
import type { RabbitMqEvent, RabbitMqMessage } from '../../native-streams.ts'
import { base64Field, jsonOf, needObject } from '../stream/record.ts'

const NAME = 'aws.rabbitmq'

/** RabbitMQ on Amazon MQ. Lambda cannot be told of a part of the batch: what failed puts all of it back. */
export const rabbitmq: MessageCodec<RabbitMqEvent, QueueEvent> = {
  name: NAME,
  kind: 'queue',
  match: (native) => native?.eventSource === 'aws:rmq',
  decode: async ({ rmqMessagesByQueue, eventSourceArn }) => {
    const { createHash } = await import('node:crypto')
    const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')
    const queues: RabbitMqEvent['rmqMessagesByQueue'] = needObject(rmqMessagesByQueue, 'map of queues', NAME)
    const source = asText(eventSourceArn) ?? ''
    const made = new Map<string, number>()
    return Object.entries(queues).flatMap(([place, list]) =>
      recordsOf<RabbitMqMessage>(list, NAME).map((message) => {
        const id = asText(message.basicProperties?.messageId) ?? madeId(place, message, made, digest)
        return { item: id, event: queueEvent(id, source, place, message) }
      }),
    )
  },
}

/**
 * A message's id is the sender's to set, and most do not: RabbitMQ itself gives none. Of a message without one nothing
 * but its contents is the same in the next delivery, so they are the id; the count tells messages of the same contents
 * from each other within a batch. Two of them in two batches are not told apart: senders who mind set `messageId`.
 */
function madeId(
  place: string,
  { basicProperties, data }: RabbitMqMessage,
  made: Map<string, number>,
  digest: (text: string) => string,
): string {
  const contents = digest(jsonOf([place, basicProperties, data], NAME))
  const count = (made.get(contents) ?? 0) + 1
  made.set(contents, count)
  return count === 1 ? contents : `${contents}.${count}`
}

function queueEvent(id: string, source: string, place: string, message: RabbitMqMessage): QueueEvent {
  const { basicProperties, redelivered, data } = message
  return {
    kind: 'queue',
    id,
    source,
    type: 'message',
    subject: undefined,
    time: timeOfJava(basicProperties?.timestamp),
    data: base64Field(data),
    queue: queueName(place),
    attempt: redelivered === true ? 2 : 1,
    groupId: undefined,
    attributes: attributesOf(basicProperties?.headers),
    native: message,
  }
}

/** The virtual host stands behind the name: `orders::/`. */
function queueName(place: string): string {
  const end = place.lastIndexOf('::')
  return end < 0 ? place : place.slice(0, end)
}

/**
 * `Jan 1, 1970, 12:33:41 AM`, as Java writes a date for people. UNSURE, because it names none: the zone, taken for UTC,
 * which the pollers of Lambda run in; and the space before AM, which newer versions of Java make a narrow one.
 */
function timeOfJava(timestamp: unknown): string | undefined {
  const text = typeof timestamp === 'string' ? timestamp.replaceAll('\u202F', ' ') : ''
  return /^[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d:\d\d [AP]M$/.test(text)
    ? timeOf(Date.parse(`${text} UTC`))
    : timeOf(timestamp)
}

/** Texts arrive as their bytes, numbers and the like as they are; what has neither form is its JSON. */
function attributesOf(headers: unknown): Attributes {
  const attributes = new BareRecord<string | Uint8Array>()
  if (typeof headers !== 'object' || headers === null) return attributes
  for (const [name, value] of Object.entries(headers as { [name: string]: unknown })) {
    const bytes = (value as { bytes?: unknown } | null | undefined)?.bytes
    if (isBytes(bytes)) attributes[name] = textOrBytes(Uint8Array.from(bytes))
    else attributes[name] = typeof value === 'string' ? value : jsonOf(value, NAME)
  }
  return attributes
}

function isBytes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((byte) => typeof byte === 'number')
}
