import {
  asText,
  formatQuery,
  type HttpPayloadSpec,
  isTrue,
  nativeBody,
  normalPath,
  queryFrom,
  singleHeaders,
} from '@sampan/core/adapter'
import type { FcHttpEvent } from '../../native.ts'
import { checkHeaders, FC_LIMIT } from './limit.ts'

/** FC 3.0: HTTP triggers and custom domains of the built-in runtimes. */
export const fc3Http: HttpPayloadSpec<FcHttpEvent> = {
  name: 'alibaba.fc3-http',
  match: (native) => native?.version === 'v1' && native.requestContext?.http != null,
  source: {
    method: (native) => native.requestContext.http.method,
    path: (native) => normalPath(native.rawPath),
    // A value with a comma stays one value: `a=1&a=2` arrives as `1,2`, and so does `a=1,2`.
    search: (native) => formatQuery(native.queryParameters),
    query: (native) => queryFrom(native.queryParameters),
    headers: (native) => native.headers,
    body: (native) => nativeBody(native.body),
    base64: (native) => isTrue(native.isBase64Encoded),
    ip: (native) => asText(native.requestContext.http.sourceIp),
    // No identity: a trigger or domain with JWT passes claims on as whatever headers, cookies or form fields its owner
    // names, and leaves paths out on request; nothing in the event tells them from those of a client.
    // The platform's server is Go's net/http, which takes Host out of the headers.
    host: (native) => native.requestContext.domainName,
  },
  limit: () => FC_LIMIT,
  envelope(reply, { body, isBase64Encoded }) {
    const headers = singleHeaders(reply, 'An FC 3.0 HTTP trigger')
    checkHeaders(headers)
    return { statusCode: reply.status, headers, body, isBase64Encoded }
  },
}
