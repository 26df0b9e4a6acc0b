import type { QueueEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { MqttData } from '../../native-streams.ts'

/** ApsaraMQ for MQTT. The ids of the events are those of one call: its request id, and the place in the batch. */
export const mqtt: EventSample<QueueEvent> = {
  name: 'alibaba.mqtt',
  kind: 'queue',
  native: (events): MqttData[] =>
    events.map(({ queue, data, attributes }) => ({
      props: { firstTopic: queue, ...attributes },
      body: dataText(data),
    })),
  context: ({ id }) => ({ requestId: id.replace(/:\d+$/, '') }),
}
