import type { HttpPayloadSpec } from '@sampan/core/adapter'
import { apiGateway } from './http/api-gateway.ts'
import { clb } from './http/clb.ts'
import { cloudBase } from './http/cloudbase.ts'
import { functionUrl } from './http/function-url.ts'

/** The HTTP payloads of SCF, in the order they are tried. */
export const httpPayloads: readonly HttpPayloadSpec<any>[] = [functionUrl, apiGateway, cloudBase, clb]
