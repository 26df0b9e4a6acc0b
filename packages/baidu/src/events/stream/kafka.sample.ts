import type { StreamEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import type { KafkaEvent } from '../../native-events.ts'
import { writeMessage } from '../log-message.sample.ts'

/** Kafka (BMS). Partition and sequence are whole numbers there. */
export const kafka: EventSample<StreamEvent> = {
  name: 'baidu.kafka',
  kind: 'stream',
  native: (events): KafkaEvent => ({
    Records: events.map((event) => {
      const { stream: topic, partition, sequence, key } = event
      return {
        EventId: event.id,
        Kafka: writeMessage(event, { topic, partition: Number(partition), offset: Number(sequence), key }),
        EventName: 'bce:kafka:record',
        EventSourceBrn: topic,
        EventSource: 'bce:kafka',
      }
    }),
  }),
}
