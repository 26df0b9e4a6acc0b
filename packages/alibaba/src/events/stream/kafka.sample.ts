import type { StreamEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { EventBridgeEvent } from '../../native-events.ts'
import type { KafkaData } from '../../native-streams.ts'
import { envelope } from '../envelope.sample.ts'

/** ApsaraMQ for Kafka, values in the format Text. */
export const kafka: EventSample<StreamEvent> = {
  name: 'alibaba.kafka',
  kind: 'stream',
  native: (events): EventBridgeEvent<KafkaData>[] =>
    events.map(({ source, stream, partition, sequence, time, key, data }) =>
      envelope(
        {
          id: `6f2a8c10-0000-4000-8000-${sequence.padStart(12, '0')}`,
          source: 'acs:alikafka',
          type: 'alikafka:Topic:Message',
          subject: source,
          time,
        },
        {
          topic: stream,
          partition: Number(partition),
          offset: Number(sequence),
          ...(time !== undefined && { timestamp: Date.parse(time) }),
          headers: { headers: [], isReadOnly: false },
          ...(typeof key === 'string' && { key }),
          value: dataText(data),
        },
      ),
    ),
}
