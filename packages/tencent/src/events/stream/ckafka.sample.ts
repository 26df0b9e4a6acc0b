import type { StreamEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { CkafkaEvent, CkafkaMessage, EventBridgeEvent } from '../../native-events.ts'
import { millis, REGION } from '../account.sample.ts'
import { batch } from '../bus/eventbridge.sample.ts'

/** CKafka. An event's id is its place, `<topic>-<partition>-<offset>`. It carries text, and no time. */
export const ckafka: EventSample<StreamEvent> = {
  name: 'tencent.ckafka',
  kind: 'stream',
  native: (events): CkafkaEvent => ({
    Records: events.map((event) => ({ Ckafka: { ...message(event), partition: Number(event.partition) } })),
  }),
}

/** The same through EventBridge's connector, which tells the time. */
export const ckafkaConnector: EventSample<StreamEvent> = {
  name: 'tencent.ckafka-eventbridge',
  kind: 'stream',
  native: (events) => batch(events.map(envelope)),
}

function message({ stream, sequence, key, data }: StreamEvent): CkafkaMessage {
  return {
    topic: stream,
    offset: Number(sequence),
    msgKey: typeof key === 'string' ? key : key === undefined ? 'None' : dataText(key),
    msgBody: dataText(data),
  }
}

function envelope(event: StreamEvent): EventBridgeEvent<CkafkaMessage> {
  const sent = millis(event.time)
  return {
    specversion: '0',
    id: `0b5a4e0c-0000-4000-8000-${event.sequence.padStart(12, '0')}`,
    type: 'connector:ckafka',
    source: 'ckafka.cloud.tencent',
    ...(sent !== undefined && { time: sent }),
    region: REGION,
    datacontenttype: 'application/json;charset=utf-8',
    data: { ...message(event), Partition: Number(event.partition) },
  }
}
