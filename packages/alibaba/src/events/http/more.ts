import { type Codec, httpCodec } from '@sampan/core/adapter'
import { fc2Codec } from './fc2.ts'
import { apiGateway } from './gateway.ts'

export const codecs: readonly Codec[] = [httpCodec(apiGateway), fc2Codec]
