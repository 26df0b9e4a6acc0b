import { decodedQuery, headersExcept, type HttpSample, lowerCase, multiMap } from '@sampan/core/samples'
import type { CloudBaseEvent } from '../../native.ts'
import { bodyOf, headersOf, readIntegrated } from './gateway.sample.ts'

const HOST = /^host$/i

/** Who calls is in none of its fields. */
export const cloudBase: HttpSample = {
  name: 'tencent.cloudbase',
  request(request): CloudBaseEvent {
    const host = request.host ?? 'shop-0a1b2c.service.tcloudbase.com'
    const query = Object.entries(multiMap(decodedQuery(request)))
    return {
      path: request.path,
      httpMethod: request.method,
      headers: headersOf(request, HOST, { host }),
      multiValueHeaders: multiMap([...lowerCase(headersExcept(request, HOST)), ['host', host]]),
      queryStringParameters: Object.fromEntries(
        query.map(([name, values]) => [name, values.length === 1 ? values[0]! : values]),
      ),
      requestContext: {
        requestId: '5d60f0a1-0000-11f0-8000-5254000000a2',
        envId: 'shop-0a1b2c',
        appId: '1250000001',
        uin: '3400000001',
      },
      ...bodyOf(request),
    }
  },
  reply: (envelope) => readIntegrated('tencent.cloudbase', envelope, 'single'),
}
