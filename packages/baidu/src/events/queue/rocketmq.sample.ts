import type { QueueEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import type { RocketmqEvent } from '../../native-events.ts'
import { writeMessage } from '../log-message.sample.ts'

/** RocketMQ. Of the attributes it carries `KEYS` only. */
export const rocketmq: EventSample<QueueEvent> = {
  name: 'baidu.rocketmq',
  kind: 'queue',
  native: (events): RocketmqEvent => ({
    Records: events.map((event, at) => ({
      EventId: event.id,
      Rocketmq: writeMessage(event, {
        topic: event.queue,
        partition: 0,
        offset: 4200 + at,
        key: event.attributes['KEYS'],
      }),
      EventName: 'bce:rocketmq:record',
      EventSourceBrn: event.queue,
      EventSource: 'bce:rocketmq',
    })),
  }),
}
