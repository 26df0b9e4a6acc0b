import { type Codec, httpCodec } from '@sampan/core/adapter'
import { alb } from './alb.ts'
import { edge } from './edge.ts'
import { latticeV1, latticeV2 } from './lattice.ts'
import { restApi } from './rest.ts'

export const codecs: readonly Codec[] = [
  httpCodec(restApi),
  httpCodec(alb),
  httpCodec(latticeV2),
  httpCodec(latticeV1),
  httpCodec(edge),
]
