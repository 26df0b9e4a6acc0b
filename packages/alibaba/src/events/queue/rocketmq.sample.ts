import type { QueueEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { EventBridgeEvent } from '../../native-events.ts'
import type { RocketMqData } from '../../native-streams.ts'
import { envelope, REGION } from '../envelope.sample.ts'

/** ApsaraMQ for RocketMQ in mode event-streaming. */
export const rocketmq: EventSample<QueueEvent> = {
  name: 'alibaba.rocketmq',
  kind: 'queue',
  native: (events): EventBridgeEvent<RocketMqData>[] =>
    events.map((event) =>
      envelope(
        {
          id: event.id,
          source: 'RocketMQ-shop-trigger',
          type: 'mq:Topic:SendMessage',
          subject: event.source,
          time: event.time,
          bus: 'RocketMQ-shop-trigger',
        },
        message(event, { MSG_REGION: REGION, INSTANCE_ID: 'MQ_INST_1000000000000003_BYexample' }),
      ),
    ),
}

/** One's own Apache RocketMQ, which comes without envelopes. */
export const rocketmqRaw: EventSample<QueueEvent> = {
  name: 'alibaba.rocketmq-raw',
  kind: 'queue',
  native: (events): RocketMqData[] =>
    events.map((event) => ({
      msgId: event.id,
      ...message(event, {
        CLUSTER: 'DefaultCluster',
        ...(event.time !== undefined && { BORN_TIMESTAMP: String(Date.parse(event.time)) }),
      }),
    })),
}

function message(
  { id, queue, data, attempt, groupId, attributes }: QueueEvent,
  more: { [name: string]: string },
): RocketMqData {
  const { TAGS, KEYS, ...userProperties } = attributes as { [name: string]: string }
  return {
    topic: queue,
    systemProperties: {
      MIN_OFFSET: '0',
      MAX_OFFSET: '8',
      TRACE_ON: 'true',
      CONSUME_START_TIME: 1_795_392_000_396,
      UNIQ_KEY: id,
      RECONSUME_TIMES: String(attempt - 1),
      ...(TAGS !== undefined && { TAGS }),
      ...(KEYS !== undefined && { KEYS }),
      ...(groupId !== undefined && { __SHARDINGKEY: groupId }),
      ...more,
    },
    userProperties,
    body: dataText(data),
  }
}
