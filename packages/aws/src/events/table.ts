import { anyCodec, type EventCodec, taskCodec } from '@sampan/core/adapter'
import { s3, s3EventBridge } from './bucket/s3.ts'
import { eventBridge } from './bus/eventbridge.ts'
import { sns } from './bus/sns.ts'
import { busSqs, s3Sns, s3Sqs } from './carried.ts'
import { activemq } from './queue/mq-active.ts'
import { rabbitmq } from './queue/mq-rabbit.ts'
import { sqs } from './queue/sqs.ts'
import { clock } from './schedule/clock.ts'
import { docdb } from './stream/docdb.ts'
import { dynamodb } from './stream/dynamodb.ts'
import { kafka } from './stream/kafka.ts'
import { kinesis } from './stream/kinesis.ts'
import { logs } from './stream/logs.ts'
import { websocketApi } from './websocket/gateway.ts'

/**
 * Every event of AWS but HTTP, in the order they are tried. A queue or topic before what its messages may hold: who may
 * write to a queue must not choose, by what the message looks like, which other function handles it. So what is wrapped
 * is unwrapped only where no function takes the queue or topic itself.
 */
export const events: readonly EventCodec[] = [
  s3,
  s3EventBridge,
  clock,
  eventBridge,
  sqs,
  sns,
  s3Sqs,
  busSqs,
  s3Sns,
  rabbitmq,
  activemq,
  kinesis,
  dynamodb,
  kafka,
  docdb,
  logs,
  websocketApi,
  taskCodec('aws'),
  anyCodec('aws'),
]
