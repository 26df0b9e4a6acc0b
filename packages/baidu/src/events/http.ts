import { type Codec, httpCodec } from '@sampan/core/adapter'
import { httpTrigger } from './http/trigger.ts'

/** The HTTP payloads of CFC. */
export const codecs: readonly Codec[] = [httpCodec(httpTrigger)]
