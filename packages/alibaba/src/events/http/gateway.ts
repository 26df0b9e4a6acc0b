import {
  formatQuery,
  type HttpPayloadSpec,
  isTrue,
  lastForwarded,
  nativeBody,
  nativeHeader,
  normalPath,
  queryFrom,
  singleHeaders,
} from '@sampan/core/adapter'
import type { ApiGatewayEvent } from '../../native.ts'
import { FC_LIMIT } from './limit.ts'

/** API Gateway in front of an event function. */
export const apiGateway: HttpPayloadSpec<ApiGatewayEvent> = {
  name: 'alibaba.api-gateway',
  // Gateways of other clouds have httpMethod and pathParameters too, but call the query by another name.
  match: (native) => typeof native?.httpMethod === 'string' && native.queryParameters !== undefined,
  source: {
    method: (native) => native.httpMethod,
    path: (native) => normalPath(native.path),
    search: (native) => formatQuery(native.queryParameters),
    query: (native) => queryFrom(native.queryParameters),
    headers: (native) => native.headers,
    body: (native) => nativeBody(native.body),
    base64: (native) => isTrue(native.isBase64Encoded),
    // No identity: who calls (CaAppId, claims of a JWT plugin) comes only in headers and queries that the API's owner
    // maps, and a client may send the same where nothing is mapped.
    // The gateway writes both headers itself. What a client put into X-Forwarded-For stands before the last entry.
    ip: ({ headers }) =>
      nativeHeader(headers, 'X-Real-IP') ?? lastForwarded(nativeHeader(headers, 'X-Forwarded-For') ?? null),
    host: ({ headers }) => nativeHeader(headers, 'CA-Host'),
  },
  limit: () => FC_LIMIT,
  envelope: (reply, { body, isBase64Encoded }) => ({
    isBase64Encoded,
    statusCode: reply.status,
    headers: singleHeaders(reply, 'API Gateway'),
    body,
  }),
}
