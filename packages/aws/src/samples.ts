import type { EventSample, HttpSample } from '@sampan/core/samples'
import { alb, albMultiValue } from './events/http/alb.sample.ts'
import { functionUrl, httpApi } from './events/http/api.sample.ts'
import { edge } from './events/http/edge.sample.ts'
import { latticeV1, latticeV2 } from './events/http/lattice.sample.ts'
import { httpApiV1, restApi } from './events/http/rest.sample.ts'
import { sqs } from './events/queue/sqs.sample.ts'

/** What each gateway of AWS sends to a function and makes of its reply: for tests, and for the local cloud. */
export { alb, albMultiValue, edge, functionUrl, httpApi, httpApiV1, latticeV1, latticeV2, restApi, sqs }

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
export const eventSamples: readonly EventSample[] = [sqs]
