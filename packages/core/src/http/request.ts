import { bodyBytes, type NativeBody } from './body.ts'
import type { LazyHttpEvent } from './event.ts'

/** Hop-by-hop, or about an encoding of the body that the gateway has undone (RFC 9110, section 7.6.1). */
const DROPPED = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection'])

/** The web-standard Request of an event. Its body is a copy, so that `event.text()` and it can both be read. */
export function toRequest(event: LazyHttpEvent<unknown>): Request {
  const headers: [string, string][] = []
  const body = event.method === 'GET' || event.method === 'HEAD' ? undefined : payload(event)
  for (const [name, value] of event.headers) {
    if (DROPPED.has(name)) continue
    // Content-Length is the client's word: it is recounted, and left out where the length is not known yet.
    if (name === 'content-length') {
      if (body instanceof Uint8Array) headers.push([name, String(body.byteLength)])
    } else if (VALID_NAME.test(name) && !INVALID_VALUE.test(value)) headers.push([name, value])
  }
  const init: RequestInit = { method: event.method, headers }
  if (body !== undefined) Object.assign(init, { body, duplex: 'half' })
  return new Request(event.url, init)
}

function payload(event: LazyHttpEvent<unknown>): NativeBody {
  const body = event._body ?? event._source.body(event.native)
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    return body === undefined
      ? undefined
      : (bodyBytes(body, event._source.base64(event.native)) as Uint8Array)
  }
  return body
}

/** RFC 9110, section 5.6.2. */
const VALID_NAME = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/
/** What ends or forges a header line (RFC 9110, section 5.5), or does not fit a byte. */
const INVALID_VALUE = /[\0\r\n]|[^\0-\xff]/
