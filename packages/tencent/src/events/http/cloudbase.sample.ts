import { decodedQuery, type HttpSample, lastMap } from '@sampan/core/samples'
import type { CloudBaseEvent } from '../../native.ts'
import { bodyOf, headersOf, readIntegrated } from './gateway.sample.ts'

/** Who calls is in none of its fields. */
export const cloudBase: HttpSample = {
  name: 'tencent.cloudbase',
  request: (request): CloudBaseEvent => ({
    path: request.path,
    httpMethod: request.method,
    headers: headersOf(request, /^host$/i, { host: request.host ?? 'shop-0a1b2c.service.tcloudbase.com' }),
    queryStringParameters: lastMap(decodedQuery(request)),
    requestContext: {
      requestId: '5d60f0a1-0000-11f0-8000-5254000000a2',
      envId: 'shop-0a1b2c',
      appId: 1_250_000_001,
      uin: 3_400_000_001,
    },
    ...bodyOf(request),
  }),
  reply: (envelope) => readIntegrated('tencent.cloudbase', envelope, 'single'),
}
