import type { HttpSample } from '@sampan/core/samples'
import { customRuntime, plainServer, webFunction } from './http.sample.ts'

/** What arrives at the server's port, and what its reply means to the caller: for tests, and for the local cloud. */
export { customRuntime, plainServer, webFunction }

export const httpSamples: readonly HttpSample[] = [plainServer, customRuntime, webFunction]
