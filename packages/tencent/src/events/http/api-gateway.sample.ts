import type { HttpSample } from '@sampan/core/samples'
import type { ApiGatewayEvent } from '../../native.ts'
import { bodyOf, headersOf, ipOf, queryOf, readIntegrated } from './gateway.sample.ts'

/** An API of method ANY and integrated response, with its base64 option on. */
export const apiGateway: HttpSample = {
  name: 'tencent.api-gateway',
  request(request): ApiGatewayEvent {
    const { method, path, stage = 'release' } = request
    const host = request.host ?? 'service-0a1b2c3d-1250000001.gz.apigw.tencentcs.com'
    return {
      requestContext: {
        serviceId: 'service-0a1b2c3d',
        path: '/',
        httpMethod: 'ANY',
        identity: {},
        sourceIp: ipOf(request),
        stage,
      },
      headers: headersOf(request, /^(?:host|x-(?:api-requestid|api-scheme|qualifier))$/i, {
        host,
        'x-api-requestid': '00112233445566778899aabbccddeeff',
        'x-api-scheme': 'https',
        'x-qualifier': '$DEFAULT',
      }),
      ...bodyOf(request),
      headerParameters: {},
      pathParameters: {},
      queryStringParameters: {},
      stageVariables: { stage },
      path,
      queryString: queryOf(request),
      httpMethod: method,
    }
  },
  reply: (envelope) => readIntegrated('tencent.api-gateway', envelope),
}
