import { SampanError } from '../errors.ts'
import { BareRecord } from './bare.ts'
import { type HeaderInit, Reply, type WebBody } from './plain.ts'

/**
 * An answer with a status, a body and headers: `reply(201, item, { location: '/items/7' })`. The body may be
 * anything a handler may return: text, bytes, a stream or iterable of them, or a value that is sent as JSON.
 *
 * @throws SampanError SAMPAN_BAD_STATUS, SAMPAN_BAD_HEADER (a name or value that would break the header block)
 */
export function reply(status: number, body?: unknown, headers?: HeaderInit): Reply {
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new SampanError(
      'SAMPAN_BAD_STATUS',
      `A reply's status is a whole number from 200 to 599, not ${status}`,
    )
  }
  const made = new Reply(status, new BareRecord<string | string[]>(), undefined)
  for (const name in headers) setHeader(made, name, headers[name])
  setBody(made, body)
  return made
}

/** What a handler returned, as a Reply: a Reply is itself, a Response is taken over, `undefined` is a 204. */
export function toReply(result: unknown): Reply {
  if (result instanceof Reply) return result
  if (result === undefined) return new Reply(204, new BareRecord<string | string[]>(), undefined)
  if (isResponse(result)) return fromResponse(result)
  const made = new Reply(200, new BareRecord<string | string[]>(), undefined)
  setBody(made, result)
  return made
}

/**
 * Sets a header; `undefined` and an empty list leave it as it is. The value is checked: a line break in it would
 * start a new header.
 *
 * @throws SampanError SAMPAN_BAD_HEADER
 */
export function setHeader(
  to: Reply,
  name: string,
  value: string | number | readonly string[] | undefined,
): void {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return
  if (!/^[!#$%&'*+.^_`|~\dA-Za-z-]+$/.test(name)) throw badHeader('name', name)
  const lines = Array.isArray(value) ? (value as unknown[]).map(String) : String(value)
  for (const line of typeof lines === 'string' ? [lines] : lines) {
    if (/[\0-\x08\x0a-\x1f\x7f]|[^\0-\xff]/.test(line)) throw badHeader('value of', name)
  }
  to.headers[name.toLowerCase()] = lines
}

function badHeader(part: string, name: string): SampanError {
  // The value is not shown: it may be a secret, and this message is logged.
  return new SampanError(
    'SAMPAN_BAD_HEADER',
    `The ${part} header ${JSON.stringify(name)} holds a character that HTTP does not allow there`,
  )
}

function setBody(to: Reply, body: unknown): void {
  if (typeof body === 'string') {
    to.headers['content-type'] ??= 'text/plain; charset=utf-8'
    to.body = body
  } else if (body instanceof Uint8Array || isIterable(body)) {
    to.headers['content-type'] ??= 'application/octet-stream'
    to.body = body
  } else if (body instanceof ArrayBuffer) {
    setBody(to, new Uint8Array(body))
  } else if (ArrayBuffer.isView(body)) {
    setBody(to, new Uint8Array(body.buffer, body.byteOffset, body.byteLength))
  } else if (isWebBody(body)) {
    // A Response has a `type` too, but it is no media type.
    const type = isResponse(body) ? body.headers.get('content-type') : (body as { type?: string }).type
    to.headers['content-type'] ??= type || 'application/octet-stream'
    to.body = body
  } else if (body !== undefined) {
    to.headers['content-type'] ??= 'application/json'
    to.body = jsonOf(body)
  }
}

function jsonOf(body: unknown): string {
  const tag = Object.prototype.toString.call(body)
  let json: string | undefined
  let cause: unknown
  try {
    // A promise that nobody awaited would leave as `{}`, and an Error as a success.
    if (typeof (body as { then?: unknown } | null)?.then !== 'function' && tag !== '[object Error]') {
      json = JSON.stringify(body)
    }
  } catch (error) {
    cause = error
  }
  // A Map, URLSearchParams or FormData has nothing that JSON looks at: its content would be lost without a word.
  if (json !== undefined && (json !== '{}' || tag === '[object Object]')) return json
  throw new SampanError(
    'SAMPAN_BAD_RESULT',
    `A result has no form over HTTP: JSON cannot write this ${tag}`,
    {
      cause,
    },
  )
}

/** By shape: the mere mention of the global Response loads the whole of fetch, some 20 ms of a cold start. */
export function isResponse(value: unknown): value is Response {
  const it = value as Response | null
  return (
    typeof it === 'object' &&
    isWebBody(it) &&
    typeof it.status === 'number' &&
    typeof it.headers?.get === 'function'
  )
}

function fromResponse(response: Response): Reply {
  if (response.status < 200) {
    // Response.error() has status 0: it is how fetch says that nothing was received.
    throw new SampanError('SAMPAN_BAD_STATUS', `A handler returned a Response with status ${response.status}`)
  }
  const headers = new BareRecord<string | string[]>()
  for (const [name, value] of response.headers) if (name !== 'set-cookie') headers[name] = value
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) headers['set-cookie'] = cookies
  return new Reply(response.status, headers, response.body === null ? undefined : response)
}

function isIterable(value: unknown): value is AsyncIterable<Uint8Array> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

function isWebBody(value: unknown): value is WebBody {
  return typeof value === 'object' && value !== null && typeof (value as WebBody).arrayBuffer === 'function'
}
