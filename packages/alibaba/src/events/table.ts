import { anyCodec, type EventCodec } from '@sampan/core/adapter'
import { oss, ossEventBridge } from './bucket/oss.ts'
import { cdn } from './bus/cdn.ts'
import { eventBridge, eventBridgeDraft } from './bus/eventbridge.ts'
import { mnsTopic, mnsTopicStream } from './bus/mns-topic.ts'
import { mnsQueue } from './queue/mns.ts'
import { mqtt } from './queue/mqtt.ts'
import { rabbitmq } from './queue/rabbitmq.ts'
import { rocketmq, rocketmqRaw } from './queue/rocketmq.ts'
import { timer } from './schedule/timer.ts'
import { datahub } from './stream/datahub.ts'
import { dts } from './stream/dts.ts'
import { kafka } from './stream/kafka.ts'
import { sls } from './stream/sls.ts'
import { tablestore } from './stream/tablestore.ts'
import { task } from './task.ts'

/**
 * Every event of Function Compute but HTTP, in the order they are tried. What has no mark of its own comes last, calls
 * first: somebody waits for those.
 */
export const events: readonly EventCodec[] = [
  oss,
  timer,
  cdn,
  mnsTopic,
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
  ossEventBridge,
  eventBridge,
  task,
  anyCodec('alibaba'),
  eventBridgeDraft,
  mnsTopicStream,
]
