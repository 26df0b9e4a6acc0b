import type { HttpSample } from '@sampan/core/samples'
import type { ApiGatewayEvent, FunctionUrlEvent } from '../../native.ts'
import { bodyOf, headersOf, ipOf, queryOf, readIntegrated } from './gateway.sample.ts'

type Sent = FunctionUrlEvent & Pick<ApiGatewayEvent, 'headerParameters' | 'pathParameters'>

/** As events have arrived since 2025: without Host, with API Gateway's fields, most of them empty. */
export const functionUrl: HttpSample = {
  name: 'tencent.function-url',
  request: (request): Sent => ({
    ...bodyOf(request),
    headers: headersOf(request, /^(?:host|connection|x-scf-.*)$/i, {
      'x-scf-request-id': '5d60f0a1-0000-11f0-8000-5254000000a1',
    }),
    httpMethod: request.method,
    path: request.path,
    queryString: queryOf(request),
    headerParameters: {},
    pathParameters: {},
    queryStringParameters: {},
    requestContext: { sourceIp: ipOf(request) },
  }),
  reply: (envelope) => readIntegrated('tencent.function-url', envelope),
}
