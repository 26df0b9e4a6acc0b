import {
  asText,
  BareRecord,
  type HttpPayloadSpec,
  isPlain,
  isTrue,
  nativeBody,
  normalPath,
} from '@sampan/core/adapter'
import { httpApiIdentity } from '../../identity.ts'
import type { HttpApiEvent } from '../../native.ts'
import { LAMBDA_LIMIT } from './limit.ts'
import { cutStage } from './stage.ts'

/** HTTP API with payload format 2.0, and Function URL. */
export const httpApi: HttpPayloadSpec<HttpApiEvent> = {
  name: 'aws.http-api',
  // The event of a REQUEST authorizer looks the same but for its type; an HTTP reply to it would deny everybody.
  match: (native) => native?.version === '2.0' && native.requestContext?.http != null && native.type == null,
  source: {
    method: (native) => native.requestContext.http.method,
    // A Function URL leaves the path as it was sent, an HTTP API decodes it.
    path(native) {
      const { rawPath, requestContext } = native
      const path = isPlain(rawPath) ? rawPath! : normalPath(rawPath, !isFunctionUrl(native))
      return cutStage(path, requestContext.stage)
    },
    search: (native) => asText(native.rawQueryString) ?? '',
    headers: (native) => native.headers,
    cookie: ({ cookies }) =>
      (Array.isArray(cookies) && cookies.filter((one) => typeof one === 'string').join('; ')) || undefined,
    body: (native) => nativeBody(native.body),
    base64: (native) => isTrue(native.isBase64Encoded),
    ip: (native) => asText(native.requestContext.http.sourceIp),
    host: (native) => native.requestContext.domainName,
    identity: httpApiIdentity,
  },
  limit: () => LAMBDA_LIMIT,
  envelope({ status, headers }, { body, isBase64Encoded }) {
    const single = new BareRecord<string>()
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

export function isFunctionUrl({ requestContext }: HttpApiEvent): boolean {
  return asText(requestContext.domainName)?.includes('.lambda-url.') ?? false
}
