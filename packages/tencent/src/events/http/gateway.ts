import type { Reply } from '@sampan/core'
import {
  asText,
  formatQuery,
  type HttpSource,
  isTrue,
  nativeBody,
  normalPath,
  type Payload,
  queryFrom,
} from '@sampan/core/adapter'
import type { GatewayEvent, ScfQuery } from '../../native.ts'

/**
 * 6 MB for the whole result of a function: the envelope's JSON in UTF-8 is counted, so headers, escapes and base64
 * are within it. Over it the caller gets status 407 from the platform.
 */
export const SCF_LIMIT = 6_291_456

/** Whether the event has the form that API Gateway gave it, of which all but the load balancer's are kinds. */
export function isGatewayEvent(native: any): boolean {
  return (
    typeof native?.httpMethod === 'string' &&
    typeof native.path === 'string' &&
    native.websocket === undefined
  )
}

/** Reads what the kinds have in common. A stage is not part of the path; a base path of the API is, see `basePath`. */
export const gatewaySource: HttpSource<GatewayEvent> = {
  // The top one: `requestContext.httpMethod` is the method that the API was defined with, `ANY` for most.
  method: (native) => native.httpMethod,
  path: (native) => normalPath(native.path),
  search: (native) => formatQuery(queryOf(native)),
  query: (native) => queryFrom(queryOf(native)),
  headers: (native) => native.headers,
  body: (native) => nativeBody(native.body),
  base64: (native) => isTrue(native.isBase64Encoded),
  ip: (native) => asText((native as { requestContext?: { sourceIp?: unknown } }).requestContext?.sourceIp),
}

function queryOf({ queryString, queryStringParameters }: GatewayEvent): ScfQuery {
  return queryString ?? queryStringParameters
}

/** The "integrated response". A list is a header that is sent once per value. */
export function integratedReply(
  { status, headers }: Pick<Reply, 'status' | 'headers'>,
  { body, isBase64Encoded }: Payload,
): object {
  return { isBase64Encoded, statusCode: status, headers, body }
}
