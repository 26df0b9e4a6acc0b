import { type Codec, httpCodec } from '@sampan/core/adapter'
import { apiGateway } from './api-gateway.ts'
import { clb } from './clb.ts'
import { cloudBase } from './cloudbase.ts'

export const codecs: readonly Codec[] = [httpCodec(apiGateway), httpCodec(cloudBase), httpCodec(clb)]
