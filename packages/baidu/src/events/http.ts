import type { HttpPayloadSpec } from '@sampan/core/adapter'
import { httpTrigger } from './http/trigger.ts'

/** The HTTP payloads of CFC. */
export const httpPayloads: readonly HttpPayloadSpec<any>[] = [httpTrigger]
