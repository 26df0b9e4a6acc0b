import {
  asText,
  BareRecord,
  type HttpPayloadSpec,
  isTrue,
  nativeBody,
  normalPath,
  formatQuery,
  queryFrom,
} from '@sampan/core/adapter'
import { restIdentity } from '../../identity-more.ts'
import type { RestApiEvent } from '../../native.ts'
import { LAMBDA_LIMIT } from './limit.ts'
import { cutStage } from './stage.ts'

/** REST API, and HTTP API with payload format 1.0. */
export const restApi: HttpPayloadSpec<RestApiEvent> = {
  name: 'aws.rest-api',
  // A REQUEST authorizer's event has the same fields, and answering it with an HTTP reply would deny everybody.
  // A WebSocket's $connect may have them too, and an HTTP reply would let everybody in.
  match: (native) =>
    typeof native?.httpMethod === 'string' &&
    typeof native.path === 'string' &&
    native.requestContext?.elb == null &&
    native.requestContext?.connectionId == null &&
    native.type == null,
  source: {
    method: (native) => native.httpMethod,
    // Only payload format 1.0 of an HTTP API leaves the stage in the path; a REST API cuts it off itself.
    path: ({ version, path, requestContext }) =>
      version === '1.0' ? cutStage(normalPath(path), requestContext?.stage) : normalPath(path),
    // The maps are decoded, and only the multi-value one is complete.
    search: (native) =>
      formatQuery(filled(native.multiValueQueryStringParameters, native.queryStringParameters)),
    query: (native) =>
      queryFrom(filled(native.multiValueQueryStringParameters, native.queryStringParameters)),
    headers: (native) => filled(native.multiValueHeaders, native.headers),
    body: (native) => nativeBody(native.body),
    base64: (native) => isTrue(native.isBase64Encoded),
    ip: (native) => asText(native.requestContext?.identity?.sourceIp),
    host: (native) => native.requestContext?.domainName,
    identity: restIdentity,
  },
  limit: () => LAMBDA_LIMIT,
  envelope({ status, headers }, { body, isBase64Encoded }) {
    const single = new BareRecord<string>()
    let lists: { [name: string]: string[] } | undefined
    for (const name in headers) {
      const value = headers[name]!
      // A name in both maps is sent with both values, so each goes into one of them only.
      if (typeof value === 'string') single[name] = value
      else (lists ??= new BareRecord<string[]>())[name] = value
    }
    // Without a type the gateway says JSON, which is no binary media type: clients would get the base64.
    if (isBase64Encoded && headers['content-type'] === undefined) {
      single['content-type'] = 'application/octet-stream'
    }
    const envelope = { statusCode: status, headers: single, body, isBase64Encoded }
    return lists === undefined ? envelope : { ...envelope, multiValueHeaders: lists }
  },
}

/** The multi-value map, unless only the other one was filled in, as in events that people write by hand. */
function filled<T extends object>(multi: T | null | undefined, single: object | null | undefined): T {
  for (const _ in multi) return multi
  return (single ?? {}) as T
}
