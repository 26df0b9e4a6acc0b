import { anyCodec, type EventCodec, taskCodec } from '@sampan/core/adapter'
import { cos } from './bucket/cos.ts'
import { cmq } from './bus/cmq.ts'
import { eventBridge } from './bus/eventbridge.ts'
import { mps } from './bus/mps.ts'
import { pulsar } from './queue/pulsar.ts'
import { timer } from './schedule/timer.ts'
import { ckafka } from './stream/ckafka.ts'
import { ckafkaConnector } from './stream/ckafka-connector.ts'
import { cls } from './stream/cls.ts'
import { websocket } from './websocket/gateway.ts'

/** Every event of SCF but HTTP, in the order they are tried: what is wrapped before what wraps it. */
export const events: readonly EventCodec[] = [
  cos,
  ckafka,
  cmq,
  cls,
  timer,
  websocket,
  mps,
  pulsar,
  ckafkaConnector,
  eventBridge,
  taskCodec('tencent'),
  anyCodec('tencent'),
]
