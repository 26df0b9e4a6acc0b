import type { EventSample, HttpSample } from '@sampan/core/samples'
import { dueros } from './events/any/dueros.sample.ts'
import { bos } from './events/bucket/bos.sample.ts'
import { cdn } from './events/bus/cdn.sample.ts'
import { any, task } from './events/call.sample.ts'
import { httpTrigger } from './events/http/trigger.sample.ts'
import { rocketmq } from './events/queue/rocketmq.sample.ts'
import { crontab } from './events/schedule/crontab.sample.ts'
import { kafka } from './events/stream/kafka.sample.ts'

/** What CFC sends to a function and makes of its reply: for tests, and for the local cloud. */
export { any, bos, cdn, crontab, dueros, httpTrigger, task, kafka, rocketmq }

export const httpSamples: readonly HttpSample[] = [httpTrigger]

/** The same for every other kind: what the cloud sends for events. */
export const eventSamples: readonly EventSample[] = [bos, kafka, rocketmq, crontab, cdn, dueros, task, any]
