import type { QueueEvent } from '@sampan/core'
import { dataBase64, type EventSample } from '@sampan/core/samples'
import type { RabbitMqEvent, RabbitMqMessage } from '../../native-streams.ts'
import { ACCOUNT, REGION } from '../http/gateway.sample.ts'

/** RabbitMQ on Amazon MQ, virtual host `/`. It knows seconds, and only whether a message was delivered before. */
export const rabbitmq: EventSample<QueueEvent> = {
  name: 'aws.rabbitmq',
  kind: 'queue',
  native: (events): RabbitMqEvent => {
    const queues = new Map<string, RabbitMqMessage[]>()
    for (const event of events) {
      const place = `${event.queue}::/`
      const known = queues.get(place)
      if (known === undefined) queues.set(place, [messageOf(event)])
      else known.push(messageOf(event))
    }
    return {
      eventSource: 'aws:rmq',
      eventSourceArn: `arn:aws:mq:${REGION}:${ACCOUNT}:broker:shop:b-0a1b2c3d-1111-2222-3333-444455556666`,
      rmqMessagesByQueue: Object.fromEntries(queues),
    }
  },
}

function messageOf({ id, time, data, attempt, attributes }: QueueEvent): RabbitMqMessage {
  const body = dataBase64(data)
  return {
    basicProperties: {
      contentType: 'application/json',
      contentEncoding: null,
      headers: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { bytes: [...Buffer.from(value)] }]),
      ),
      deliveryMode: 2,
      priority: null,
      correlationId: null,
      replyTo: null,
      expiration: null,
      messageId: id,
      timestamp: time === undefined ? null : javaTime(new Date(time)),
      type: null,
      userId: null,
      appId: null,
      clusterId: null,
      bodySize: Buffer.byteLength(body, 'base64'),
    },
    redelivered: attempt > 1,
    data: body,
  }
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** `Jan 1, 1970, 12:33:41 AM` */
function javaTime(date: Date): string {
  const hours = date.getUTCHours()
  const [minutes, seconds] = [date.getUTCMinutes(), date.getUTCSeconds()].map((n) =>
    String(n).padStart(2, '0'),
  )
  const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`
  return `${day}, ${hours % 12 || 12}:${minutes}:${seconds} ${hours < 12 ? 'AM' : 'PM'}`
}
