import type { BodyCarrier } from './carrier.ts'
import { isStream, type NativeBody } from './field.ts'

/** Hop-by-hop, or about an encoding of the body that the gateway has undone (RFC 9110, section 7.6.1). */
const DROPPED = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection'])

/** The web-standard Request of an event. A buffered body is read by it and by the event, each on its own. */
export function toRequest(event: BodyCarrier): Request {
  const headers: [string, string][] = []
  // In any case: Fetch writes these two in capitals, and refuses a body for them.
  const body = /^(?:GET|HEAD)$/i.test(event.method) ? undefined : payload(event)
  for (const [name, value] of event.headers) {
    if (DROPPED.has(name)) continue
    // Content-Length is the client's word: it is recounted, and left out where the length is not known yet.
    if (name === 'content-length') {
      if (body instanceof Uint8Array) headers.push([name, String(body.byteLength)])
    } else if (VALID_NAME.test(name) && !/[\0\r\n]/.test(value)) headers.push([name, byteString(value)])
  }
  const init: RequestInit = { method: event.method, headers }
  if (body !== undefined) Object.assign(init, { body, duplex: 'half' })
  return new Request(event.url, init)
}

function payload(event: BodyCarrier): NativeBody {
  const body = event._body ?? event._source.body(event.native)
  if (typeof body === 'string')
    return Buffer.from(body, event._source.base64(event.native) ? 'base64' : 'utf8')
  if (isStream(body) && (event._reader ??= 'request') === 'event') return later(event)
  return body
}

async function* later(event: BodyCarrier): AsyncIterable<Uint8Array> {
  yield await event.bytes()
}

/** RFC 9110, section 5.6.2. */
const VALID_NAME = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/

/** Fetch's headers are bytes. Gateways that decoded them as UTF-8 show characters, which go back to bytes. */
function byteString(value: string): string {
  return /[^\0-\xff]/.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value
}
