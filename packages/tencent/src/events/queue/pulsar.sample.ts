import type { QueueEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { EventBridgeEvent, PulsarMessage } from '../../native-events.ts'
import { batch } from '../bus/eventbridge.sample.ts'
import { APPID, millis, REGION } from '../account.sample.ts'

/** TDMQ Pulsar through EventBridge. The source is the whole topic; of attributes there is `tags` and no other. */
export const pulsar: EventSample<QueueEvent> = {
  name: 'tencent.pulsar',
  kind: 'queue',
  native: (events) => batch(events.map(envelope)),
}

function envelope(event: QueueEvent): EventBridgeEvent<PulsarMessage> {
  const { id, source, subject, time, data, queue, attributes } = event
  const { tags } = attributes
  const sent = millis(time)
  return {
    specversion: '0',
    id: '0b5a4e0c-0000-4000-8000-0000000000e1',
    type: 'connector:tdmq',
    source: 'tdmq.cloud.tencent',
    ...(subject !== undefined && { subjuect: subject }),
    ...(sent !== undefined && { time: sent }),
    region: REGION,
    datacontenttype: 'application/json;charset=utf-8',
    data: {
      topic: source.endsWith(`/${queue}`) ? source : `persistent://${APPID}/default/${queue}`,
      ...(typeof tags === 'string' && { tags }),
      TopicType: '0',
      subscriptionName: 'shop-api',
      ...(sent !== undefined && { toTimestamp: sent }),
      partitions: '0',
      msgId: id,
      msgBody: dataText(data),
    },
  }
}
