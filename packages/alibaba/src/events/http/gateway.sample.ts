import {
  decodedQuery,
  headersExcept,
  type HttpSample,
  joinedMap,
  readReply,
  sampleBody,
  sentHeader,
} from '@sampan/core/samples'
import type { ApiGatewayEvent } from '../../native.ts'
import { FC_LIMIT } from './limit.ts'
import { ipOf } from './trigger.sample.ts'

/** An API of the API Gateway that passes everything through to the function. */
export const apiGateway: HttpSample = {
  name: 'alibaba.api-gateway',
  request(request): ApiGatewayEvent {
    const { method, path, host = '0123456789abcdef-cn-hangzhou.alicloudapi.com' } = request
    const { body = '', isBase64Encoded } = sampleBody(request)
    const hops = [sentHeader(request, 'x-forwarded-for') ?? [], ipOf(request)].flat()
    return {
      path,
      httpMethod: method,
      headers: {
        ...joinedMap(headersExcept(request, OWN)),
        'X-Real-IP': ipOf(request),
        'X-Forwarded-For': hops.join(', '),
        'X-Forwarded-Proto': 'https',
        'X-Ca-Api-Gateway': '0C1F0E6A-0000-4000-8000-00000000000A',
        'CA-Host': host,
      },
      queryParameters: joinedMap(decodedQuery(request)),
      pathParameters: {},
      body,
      isBase64Encoded: isBase64Encoded || body === '',
    }
  },
  reply: (envelope) => readReply('alibaba.api-gateway', envelope, FC_LIMIT),
}

/** What the gateway writes, whatever the client sent under the name. */
const OWN = /^(?:host|x-real-ip|x-forwarded-(?:for|proto)|x-ca-api-gateway|ca-host)$/i
