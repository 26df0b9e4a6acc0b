import type { EventSample, HttpSample } from '@sampan/core/samples'
import { oss, ossEventBridge } from './events/bucket/oss.sample.ts'
import { cdn } from './events/bus/cdn.sample.ts'
import { eventBridge } from './events/bus/eventbridge.sample.ts'
import { mnsTopic, mnsTopicAttributes, mnsTopicStream } from './events/bus/mns-topic.sample.ts'
import { any, task } from './events/call.sample.ts'
import { fc2Http } from './events/http/fc2.sample.ts'
import { fc3Http } from './events/http/fc3.sample.ts'
import { apiGateway } from './events/http/gateway.sample.ts'
import { mnsQueue } from './events/queue/mns.sample.ts'
import { mqtt } from './events/queue/mqtt.sample.ts'
import { rabbitmq } from './events/queue/rabbitmq.sample.ts'
import { rocketmq, rocketmqRaw } from './events/queue/rocketmq.sample.ts'
import { timer } from './events/schedule/timer.sample.ts'
import { datahub } from './events/stream/datahub.sample.ts'
import { dts } from './events/stream/dts.sample.ts'
import { kafka } from './events/stream/kafka.sample.ts'
import { sls } from './events/stream/sls.sample.ts'
import { tablestore } from './events/stream/tablestore.sample.ts'

/** What Function Compute sends to a function and makes of its reply: for tests, and for the local cloud. */
export { apiGateway, fc2Http, fc3Http }
/** What its triggers send for events. */
export { any, cdn, datahub, dts, eventBridge, kafka, mnsQueue, mnsTopic, mnsTopicAttributes, mnsTopicStream }
export { mqtt, oss, ossEventBridge, rabbitmq, rocketmq, rocketmqRaw, sls, tablestore, task, timer }

export const httpSamples: readonly HttpSample[] = [fc3Http, apiGateway, fc2Http]

/** The same for every other kind: what the triggers send. */
export const eventSamples: readonly EventSample[] = [
  oss,
  ossEventBridge,
  timer,
  mnsTopic,
  mnsTopicAttributes,
  mnsTopicStream,
  cdn,
  eventBridge,
  mnsQueue,
  rocketmq,
  rocketmqRaw,
  rabbitmq,
  mqtt,
  kafka,
  dts,
  sls,
  tablestore,
  datahub,
  task,
  any,
]
