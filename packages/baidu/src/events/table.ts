import { anyCodec, type EventCodec, taskCodec } from '@sampan/core/adapter'
import { dueros } from './any/dueros.ts'
import { bos } from './bucket/bos.ts'
import { cdn } from './bus/cdn.ts'
import { rocketmq } from './queue/rocketmq.ts'
import { crontab } from './schedule/crontab.ts'
import { kafka } from './stream/kafka.ts'
import { taskResult } from './task-result.ts'

/** Every event of CFC but HTTP. */
export const events: readonly EventCodec[] = [
  bos,
  kafka,
  rocketmq,
  crontab,
  cdn,
  dueros,
  taskCodec('baidu', taskResult),
  anyCodec('baidu'),
]
