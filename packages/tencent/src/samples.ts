import type { EventSample, HttpSample } from '@sampan/core/samples'
import { cos } from './events/bucket/cos.sample.ts'
import { cmq } from './events/bus/cmq.sample.ts'
import { eventBridge } from './events/bus/eventbridge.sample.ts'
import { mps } from './events/bus/mps.sample.ts'
import { apiGateway } from './events/http/api-gateway.sample.ts'
import { clb } from './events/http/clb.sample.ts'
import { cloudBase } from './events/http/cloudbase.sample.ts'
import { functionUrl } from './events/http/function-url.sample.ts'
import { any, task } from './events/call.sample.ts'
import { pulsar } from './events/queue/pulsar.sample.ts'
import { timer } from './events/schedule/timer.sample.ts'
import { ckafka, ckafkaConnector } from './events/stream/ckafka.sample.ts'
import { cls } from './events/stream/cls.sample.ts'
import { websocket } from './events/websocket/gateway.sample.ts'

/** What SCF sends to a function and makes of its reply: for tests, and for the local cloud. */
export {
  any,
  apiGateway,
  ckafka,
  ckafkaConnector,
  clb,
  cloudBase,
  cls,
  cmq,
  cos,
  eventBridge,
  functionUrl,
  task,
  mps,
  pulsar,
  timer,
  websocket,
}

export const httpSamples: readonly HttpSample[] = [functionUrl, apiGateway, cloudBase, clb]

/** The same for every other kind: what the cloud sends for events. */
export const eventSamples: readonly EventSample[] = [
  cos,
  ckafka,
  ckafkaConnector,
  cls,
  pulsar,
  cmq,
  eventBridge,
  mps,
  timer,
  websocket,
  task,
  any,
]
