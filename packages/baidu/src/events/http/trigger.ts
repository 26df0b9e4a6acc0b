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
import type { CfcHttpEvent } from '../../native.ts'

/**
 * 6 MB for the result of a synchronous call: the envelope's JSON in UTF-8 is counted, so headers, escapes and base64
 * are within it.
 */
export const CFC_LIMIT = 6_291_456

/**
 * HTTP trigger of CFC, and of EasyFaaS, whose event has no path: it is taken as `/`, so that a function of one
 * route, or of none, runs there too.
 */
export const httpTrigger: HttpPayloadSpec<CfcHttpEvent> = {
  name: 'baidu.http',
  match: (native) =>
    typeof native?.httpMethod === 'string' &&
    (typeof native.path === 'string' || (typeof native.headers === 'object' && native.headers !== null)),
  source: {
    method: (native) => native.httpMethod,
    path: (native) => normalPath(native.path),
    search: (native) => formatQuery(native.queryStringParameters),
    query: (native) => queryFrom(native.queryStringParameters),
    headers: (native) => native.headers,
    body: (native) => nativeBody(native.body),
    base64: (native) => isTrue(native.isBase64Encoded),
    // No identity: with IAM nothing is known to name the caller, and with JWT the claims come as headers, cookies or form
    // fields of any name, which a client can write where the trigger does not.
    // Seen in use, though not in the official sample. Nothing says what the trigger does to X-Forwarded-For.
    ip: (native) => asText(native.requestContext?.sourceIp),
  },
  limit: () => CFC_LIMIT,
  envelope: (reply, { body, isBase64Encoded }) => ({
    isBase64Encoded,
    statusCode: reply.status,
    headers: singleHeaders(reply, 'An HTTP trigger of CFC'),
    body,
  }),
}
