import type { HttpPayloadSpec } from '@sampan/core/adapter'
import { alb } from './alb.ts'
import { edge } from './edge.ts'
import { latticeV1, latticeV2 } from './lattice.ts'
import { restApi } from './rest.ts'

export const payloads: readonly HttpPayloadSpec<any>[] = [restApi, alb, latticeV2, latticeV1, edge]
