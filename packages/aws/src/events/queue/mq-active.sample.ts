import type { QueueEvent } from '@sampan/core'
import { dataBase64, type EventSample } from '@sampan/core/samples'
import type { ActiveMqEvent } from '../../native-streams.ts'
import { ACCOUNT, REGION } from '../http/gateway.sample.ts'

/** ActiveMQ on Amazon MQ. It only knows whether a message was delivered before, and attributes of text. */
export const activemq: EventSample<QueueEvent> = {
  name: 'aws.activemq',
  kind: 'queue',
  native: (events): ActiveMqEvent => ({
    eventSource: 'aws:mq',
    eventSourceArn: `arn:aws:mq:${REGION}:${ACCOUNT}:broker:shop:b-0a1b2c3d-1111-2222-3333-444455556666`,
    messages: events.map(({ id, queue, time, data, attempt, attributes }) => {
      const sent = time === undefined ? 0 : Date.parse(time)
      return {
        messageID: id,
        messageType: data instanceof Uint8Array ? 'jms/bytes-message' : 'jms/text-message',
        deliveryMode: 1,
        replyTo: null,
        type: null,
        expiration: '0',
        priority: 4,
        correlationId: null,
        redelivered: attempt > 1,
        destination: { physicalName: queue },
        data: dataBase64(data),
        timestamp: sent,
        brokerInTime: sent,
        brokerOutTime: sent,
        properties: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name, Buffer.from(value).toString()]),
        ),
      }
    }),
  }),
}
