import type { QueueEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { EventBridgeEvent } from '../../native-events.ts'
import type { RabbitMqData } from '../../native-streams.ts'
import { envelope } from '../envelope.sample.ts'

/** ApsaraMQ for RabbitMQ in mode event-streaming. `messageId` is an attribute too, as every property of AMQP. */
export const rabbitmq: EventSample<QueueEvent> = {
  name: 'alibaba.rabbitmq',
  kind: 'queue',
  native: (events): EventBridgeEvent<RabbitMqData>[] =>
    events.map(({ id, source, queue, time, data, attempt, attributes }, at) => {
      const { contentEncoding, contentType, messageId: _, ...headers } = attributes
      return envelope(
        {
          id,
          source: 'RabbitMQ-shop-trigger',
          type: 'amqp:Queue:SendMessage',
          subject: source,
          time,
          bus: 'RabbitMQ-shop-trigger',
        },
        {
          envelope: { deliveryTag: 98 + at, exchange: '', redeliver: attempt > 1, routingKey: queue },
          body: dataText(data),
          props: {
            ...(contentEncoding !== undefined && { contentEncoding }),
            ...(contentType !== undefined && { contentType }),
            messageId: id,
            headers,
          },
        },
      )
    }),
}
