import { type Codec, httpCodec } from '@sampan/core/adapter'
import { fc2Codec } from './http/fc2.ts'
import { fc3Http } from './http/fc3.ts'
import { apiGateway } from './http/gateway.ts'

/** The HTTP payloads of Function Compute, in the order they are tried. */
export const httpCodecs: readonly Codec[] = [httpCodec(fc3Http), httpCodec(apiGateway), fc2Codec]
