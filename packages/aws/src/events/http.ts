import type { HttpPayloadSpec } from '@sampan/core/adapter'
import { alb } from './http/alb.ts'
import { httpApi } from './http/api.ts'
import { edge } from './http/edge.ts'
import { latticeV1, latticeV2 } from './http/lattice.ts'
import { restApi } from './http/rest.ts'

/** The HTTP payloads of AWS, in the order they are tried. */
export const httpPayloads: readonly HttpPayloadSpec<any>[] = [
  httpApi,
  restApi,
  alb,
  latticeV2,
  latticeV1,
  edge,
]
