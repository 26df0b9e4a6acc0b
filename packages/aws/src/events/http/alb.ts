import {
  BareRecord,
  type HttpPayloadSpec,
  isTrue,
  lastForwarded,
  nativeBody,
  normalPath,
  pairsOf,
  reasonPhrase,
} from '@sampan/core/adapter'
import type { AlbEvent } from '../../native.ts'

/** Application Load Balancer, in either mode of its target group. */
export const alb: HttpPayloadSpec<AlbEvent> = {
  name: 'aws.alb',
  match: (native) => native?.requestContext?.elb != null,
  source: {
    method: (native) => native.httpMethod,
    path: (native) => normalPath(native.path),
    // Unlike every other payload's, these maps are not decoded: keys and values go back as they stand.
    search: (native) =>
      pairsOf(native.multiValueQueryStringParameters ?? native.queryStringParameters)
        .map(([key, value]) => `${key}=${value}`)
        .join('&'),
    headers: headersOf,
    body: (native) => nativeBody(native.body),
    base64: (native) => isTrue(native.isBase64Encoded),
    ip(native) {
      // The balancer appends the address it saw; what stands before it is the client's.
      const value = headersOf(native)?.['x-forwarded-for']
      const line = Array.isArray(value) ? (value.at(-1) as unknown) : value
      return typeof line === 'string' ? lastForwarded(line) : undefined
    },
  },
  // The balancer's own limit for Lambda targets, far below Lambda's: over it clients get a 502.
  limit: () => 1_000_000,
  envelope({ status, headers }, { body, isBase64Encoded }, native) {
    const envelope = {
      statusCode: status,
      statusDescription: `${status} ${reasonPhrase(status)}`,
      body,
      isBase64Encoded,
    }
    // The balancer reads only the map of its mode, and the event's own maps tell which that is.
    if (native.multiValueHeaders != null) {
      const multiValueHeaders = new BareRecord<string[]>()
      for (const name in headers) multiValueHeaders[name] = [headers[name]!].flat()
      return { ...envelope, multiValueHeaders }
    }
    const single = new BareRecord<string>()
    for (const name in headers) {
      const value = headers[name]!
      if (typeof value === 'string') single[name] = value
      else if (name !== 'set-cookie') single[name] = value.join(', ')
      // One value a name: further cookies go under the same name in another case.
      else value.forEach((cookie, nth) => (single[recase(name, nth)] = cookie))
    }
    return { ...envelope, headers: single }
  },
}

function headersOf(native: AlbEvent): { readonly [name: string]: unknown } | null | undefined {
  return native.multiValueHeaders ?? native.headers
}

/** The nth spelling of a header name: each bit of `nth` makes one letter upper-case. */
function recase(name: string, nth: number): string {
  let bit = 0
  return name.replace(/[a-z]/g, (letter) => ((nth >> bit++) & 1 ? letter.toUpperCase() : letter))
}
