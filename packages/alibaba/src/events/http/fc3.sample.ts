import {
  canonicalCase,
  decodedQuery,
  decodePath,
  headersExcept,
  type HttpSample,
  joinedMap,
  readReply,
  sampleBody,
  sentHeader,
} from '@sampan/core/samples'
import type { FcHttpEvent } from '../../native.ts'
import { FC_LIMIT } from './limit.ts'
import { asReceived, ipOf } from './trigger.sample.ts'

/** An HTTP trigger of FC 3.0, on the function's own domain or on one of yours. */
export const fc3Http: HttpSample = {
  name: 'alibaba.fc3-http',
  request(request): FcHttpEvent {
    const { method, path, host = 'hello-abcdefghij.cn-hangzhou.fcapp.run' } = request
    const { body = '', isBase64Encoded } = sampleBody(request)
    return {
      version: 'v1',
      rawPath: path,
      headers: joinedMap(canonicalCase(headersExcept(request, /^host$/i))),
      queryParameters: joinedMap(decodedQuery(request)),
      body,
      isBase64Encoded: isBase64Encoded || body === '',
      requestContext: {
        accountId: '1000000000000001',
        domainName: host,
        domainPrefix: host.split('.', 1)[0]!,
        requestId: '1-6a0d5b00-12345678-0123456789ab',
        // The same request always gives the same event, so the clock of the samples stands still.
        time: '2026-11-23T00:00:00Z',
        timeEpoch: '1795392000000',
        http: {
          method,
          path: decodePath(path),
          protocol: 'HTTP/1.1',
          sourceIp: ipOf(request),
          userAgent: sentHeader(request, 'user-agent') ?? '',
        },
      },
    }
  },
  reply: (envelope) => asReceived(readReply('alibaba.fc3-http', envelope, FC_LIMIT)),
}
