import type { HttpSample } from '@sampan/core/samples'
import { httpTrigger } from './events/http/trigger.sample.ts'

/** What CFC sends to a function and makes of its reply: for tests, and for the local cloud. */
export { httpTrigger }

export const httpSamples: readonly HttpSample[] = [httpTrigger]
