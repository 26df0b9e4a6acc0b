import type { HttpSample } from '@sampan/core/samples'
import { fc2Http } from './events/http/fc2.sample.ts'
import { fc3Http } from './events/http/fc3.sample.ts'
import { apiGateway } from './events/http/gateway.sample.ts'

/** What Function Compute sends to a function and makes of its reply: for tests, and for the local cloud. */
export { apiGateway, fc2Http, fc3Http }

export const httpSamples: readonly HttpSample[] = [fc3Http, apiGateway, fc2Http]
