import type { HttpSample } from '@sampan/core/samples'
import { apiGateway } from './events/http/api-gateway.sample.ts'
import { clb } from './events/http/clb.sample.ts'
import { cloudBase } from './events/http/cloudbase.sample.ts'
import { functionUrl } from './events/http/function-url.sample.ts'

/** What each gateway of SCF sends to a function and makes of its reply: for tests, and for the local cloud. */
export { apiGateway, clb, cloudBase, functionUrl }

export const httpSamples: readonly HttpSample[] = [functionUrl, apiGateway, cloudBase, clb]
