import type { EventSample, HttpSample } from '@sampan/core/samples'
import { s3, s3EventBridge } from './events/bucket/s3.sample.ts'
import { eventBridge } from './events/bus/eventbridge.sample.ts'
import { sns } from './events/bus/sns.sample.ts'
import { any, task } from './events/call.sample.ts'
import { eventBridgeSqs, s3Sns, s3Sqs, snsSqs } from './events/carried.sample.ts'
import { alb, albMultiValue } from './events/http/alb.sample.ts'
import { functionUrl, httpApi } from './events/http/api.sample.ts'
import { edge } from './events/http/edge.sample.ts'
import { latticeV1, latticeV2 } from './events/http/lattice.sample.ts'
import { httpApiV1, restApi } from './events/http/rest.sample.ts'
import { activemq } from './events/queue/mq-active.sample.ts'
import { rabbitmq } from './events/queue/mq-rabbit.sample.ts'
import { sqs } from './events/queue/sqs.sample.ts'
import { schedule, scheduler } from './events/schedule/clock.sample.ts'
import { docdb } from './events/stream/docdb.sample.ts'
import { dynamodb } from './events/stream/dynamodb.sample.ts'
import { kafka, selfManagedKafka } from './events/stream/kafka.sample.ts'
import { kinesis } from './events/stream/kinesis.sample.ts'
import { logs } from './events/stream/logs.sample.ts'
import { websocket } from './events/websocket/gateway.sample.ts'

/** What each gateway of AWS sends to a function and makes of its reply: for tests, and for the local cloud. */
export { alb, albMultiValue, edge, functionUrl, httpApi, httpApiV1, latticeV1, latticeV2, restApi }
/** What the other services send for events. */
export { activemq, any, docdb, dynamodb, eventBridge, eventBridgeSqs, kafka, kinesis, logs, rabbitmq }
export { s3, s3EventBridge, s3Sns, s3Sqs, schedule, scheduler, selfManagedKafka, sns, snsSqs, sqs }
export { task, websocket }

export const httpSamples: readonly HttpSample[] = [
  httpApi,
  functionUrl,
  restApi,
  httpApiV1,
  alb,
  albMultiValue,
  latticeV1,
  latticeV2,
  edge,
]

/** The same for every other kind: what the cloud sends for events. */
export const eventSamples: readonly EventSample[] = [
  sqs,
  rabbitmq,
  activemq,
  kinesis,
  dynamodb,
  docdb,
  kafka,
  selfManagedKafka,
  logs,
  s3,
  s3EventBridge,
  s3Sqs,
  s3Sns,
  schedule,
  scheduler,
  eventBridge,
  sns,
  eventBridgeSqs,
  snsSqs,
  websocket,
  task,
  any,
]
