import { asText, type HttpPayloadSpec, isTrue, nativeBody, normalPath, stripBase } from '@sampan/core/adapter'
import { httpApiIdentity } from '../../identity.ts'
import type { HttpApiEvent } from '../../native.ts'
import { LAMBDA_LIMIT } from './limit.ts'

/** HTTP API with payload format 2.0, and Function URL. */
export const httpApi: HttpPayloadSpec<HttpApiEvent> = {
  name: 'aws.http-api',
  // The event of a REQUEST authorizer looks the same but for its type; an HTTP reply to it would deny everybody.
  match: (native) =>
    native?.version === '2.0' && native.requestContext?.http != null && native.type === undefined,
  source: {
    method: (native) => native.requestContext.http.method,
    path({ rawPath, requestContext: { stage, domainName } }) {
      // A Function URL leaves the path as it was sent, an HTTP API decodes it.
      const path = normalPath(rawPath, !domainName?.includes?.('.lambda-url.'))
      // A named stage is a prefix of the path, on custom domains too (there it replaces the mapping key).
      return stage === '$default' || !stage ? path : stripBase(path, `/${stage}`)
    },
    search: (native) => asText(native.rawQueryString) ?? '',
    headers: (native) => native.headers,
    cookie: ({ cookies }) => (Array.isArray(cookies) ? cookies.join('; ') : undefined),
    body: (native) => nativeBody(native.body),
    base64: (native) => isTrue(native.isBase64Encoded),
    ip: (native) => asText(native.requestContext.http.sourceIp),
    host: (native) => native.requestContext.domainName,
    identity: httpApiIdentity,
  },
  limit: () => LAMBDA_LIMIT,
  envelope({ status, headers }, { body, isBase64Encoded }) {
    const single: { [name: string]: string } = {}
    let cookies: string[] | undefined
    for (const name in headers) {
      const value = headers[name]!
      if (name === 'set-cookie') cookies = typeof value === 'string' ? [value] : value
      else single[name] = typeof value === 'string' ? value : value.join(', ')
    }
    const envelope = { statusCode: status, headers: single, body, isBase64Encoded }
    return cookies === undefined ? envelope : { ...envelope, cookies }
  },
}
