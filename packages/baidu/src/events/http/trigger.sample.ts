import {
  canonicalCase,
  decodedQuery,
  headersExcept,
  type HttpSample,
  joinedMap,
  lastMap,
  readReply,
  refuseEnvelope,
  sampleBody,
} from '@sampan/core/samples'
import type { CfcHttpEvent } from '../../native.ts'
import { CFC_LIMIT } from './trigger.ts'

const REQUEST_ID = 'f6000000-0000-4000-8000-0000000000b1'

/** An HTTP trigger of all paths and methods, with its option for binary bodies on. */
export const httpTrigger: HttpSample = {
  name: 'baidu.http',
  request(request): CfcHttpEvent {
    const { method, path, host = '0a1b2c3d4e5f6.cfc-execute.bj.baidubce.com', ip = '203.0.113.30' } = request
    const { body = '', isBase64Encoded } = sampleBody(request)
    return {
      resource: '/{proxy+}',
      path,
      httpMethod: method,
      headers: {
        ...joinedMap(canonicalCase(headersExcept(request, OWN)), ', '),
        Host: host,
        'X-Bce-Request-Id': REQUEST_ID,
        'X-Forwarded-Proto': 'https',
      },
      queryStringParameters: lastMap(decodedQuery(request)),
      pathParameters: { proxy: path.slice(1) },
      requestContext: {
        stage: 'cfc',
        requestId: REQUEST_ID,
        resourcePath: '/{proxy+}',
        httpMethod: method,
        apiId: '0a1b2c3d4e5f6',
        sourceIp: ip,
      },
      body,
      isBase64Encoded,
    }
  },
  reply(envelope) {
    const { body } = (envelope ?? {}) as { body?: unknown }
    if (typeof body !== 'string') refuseEnvelope('baidu.http', 'it has no body')
    return readReply('baidu.http', envelope, CFC_LIMIT)
  },
}

/** What the trigger writes, whatever the client sent under the name. */
const OWN = /^(?:host|x-bce-request-id|x-forwarded-proto)$/i
