import { type HttpEvent, reply } from '@sampan/core'
import { decodePath, type HttpSample, type SampleRequest } from '@sampan/core/samples'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { httpSamples } from '../src/samples.ts'
import { answer, quiet, see, wire } from './support.ts'

type Lines = [name: string, value: string][]
type Grouped = { [name: string]: string[] }

/** What a payload can carry; what is not said here arrives as it was sent. */
interface Carries {
  /** The path as sent, with runs of slashes made one, or decoded, in which `%2F` and `/` are the same. */
  readonly path: 'sent' | 'collapsed' | 'decoded'
  /** The query as sent, its pairs without the order of the keys, or the last value of each key. */
  readonly query: 'sent' | 'pairs' | 'last'
  /** Whether names of the query are compared before they are decoded. */
  readonly rawNames?: boolean
  /** Repeated headers line by line, joined by a comma, or the last one. */
  readonly headers: 'lines' | 'joined' | 'last'
  /** Types whose bodies go as text, so that bytes that are no UTF-8 are lost. */
  readonly text?: RegExp
  /** Whether a Content-Encoding makes bytes of every type. */
  readonly encodedIsBytes?: boolean
  /** Repeated headers of replies line by line, or joined by a comma. */
  readonly replyHeaders: 'lines' | 'joined'
  readonly replyCookies?: 'last'
  readonly replyForbidden?: RegExp
  /** Whether replies of a text type arrive as base64 where they are no UTF-8 or compressed. */
  readonly replyText?: 'base64'
  /** The type that the gateway gives a reply that has none. */
  readonly replyType?: string
}

const gatewayText =
  /^(?:text\/|application\/(?:json|xml|javascript|x-www-form-urlencoded)\b|[^;]+\+(?:json|xml)\b)/i
const payloads: { readonly [name: string]: Carries } = {
  'aws.http-api': {
    path: 'decoded',
    query: 'sent',
    headers: 'joined',
    text: gatewayText,
    replyHeaders: 'joined',
  },
  'aws.function-url': {
    path: 'sent',
    query: 'sent',
    headers: 'joined',
    text: /text|json|xml/,
    replyHeaders: 'joined',
  },
  'aws.rest-api': {
    path: 'collapsed',
    query: 'pairs',
    headers: 'lines',
    text: gatewayText,
    replyHeaders: 'lines',
    replyText: 'base64',
    replyType: 'application/json',
  },
  'aws.http-api-1.0': {
    path: 'sent',
    query: 'pairs',
    headers: 'lines',
    text: gatewayText,
    replyHeaders: 'lines',
    replyType: 'application/json',
  },
  'aws.alb': {
    path: 'sent',
    query: 'last',
    rawNames: true,
    headers: 'last',
    text: /^(?:text\/|application\/(?:json|javascript|xml)\b)/,
    encodedIsBytes: true,
    replyHeaders: 'joined',
  },
  'aws.alb-multi-value': {
    path: 'sent',
    query: 'pairs',
    rawNames: true,
    headers: 'lines',
    text: /^(?:text\/|application\/(?:json|javascript|xml)\b)/,
    encodedIsBytes: true,
    replyHeaders: 'lines',
  },
  'aws.lattice-v1': {
    path: 'sent',
    query: 'last',
    headers: 'joined',
    replyHeaders: 'joined',
    replyCookies: 'last',
  },
  'aws.lattice-v2': {
    path: 'sent',
    query: 'pairs',
    headers: 'lines',
    replyHeaders: 'joined',
    replyCookies: 'last',
  },
  'aws.edge': {
    path: 'sent',
    query: 'sent',
    headers: 'lines',
    replyHeaders: 'lines',
    replyForbidden: /^via$/,
  },
}

// ---------------------------------------------------------------------------------------------- what clients send

const text = fc.string({ unit: 'grapheme', maxLength: 8 })
const token = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,12}$/),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'X-Tag', 'x-tag', 'Via', 'Accept', 'Link'),
)
const fieldValue = fc
  .oneof(
    fc.stringMatching(/^[\x20-\x7e\x80-\xff]{0,20}$/),
    fc.constantFrom('a, b', '"quoted, comma"', 'Wed, 21 Oct 2026 07:28:00 GMT', '=?utf-8?q?x?=', '%E2%82%AC'),
  )
  .map((value) => value.trim())

const segment = fc.oneof(
  text.map(encodeURIComponent),
  fc.stringMatching(/^[\w\-.~!$&'()*+,;=:@]{0,8}$/),
  fc.constantFrom(
    '',
    '.',
    '..',
    '%2F',
    '%2f',
    '%25',
    '%2541',
    '%3F',
    '%F',
    '%zz',
    '100%',
    '%E2%82',
    '%00',
    '%41',
  ),
)
const path = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`)

const queryPart = fc.oneof(
  text.map(encodeURIComponent),
  text.map((value) => encodeURIComponent(value).replaceAll('%20', '+')),
  fc.constantFrom(
    '',
    'a',
    'b',
    '%61',
    '1',
    '0',
    '__proto__',
    'a[]',
    'a%5B%5D',
    '%',
    '%zz',
    '%E2%82',
    '?',
    '%26',
    '%3D',
  ),
)
const search = fc
  .array(
    fc.oneof(
      fc.tuple(queryPart, queryPart).map((pair) => pair.join('=')),
      queryPart,
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join('&'))

const reserved =
  /^(?:host|cookie|set-cookie|content-.*|transfer-encoding|x-forwarded-.*|connection|keep-alive)$/i
const headerLines: fc.Arbitrary<Lines> = fc.array(
  fc.tuple(
    token.filter((name) => !reserved.test(name)),
    fieldValue,
  ),
  { maxLength: 5 },
)
const cookiePairs = fc.array(
  fc
    .tuple(fc.stringMatching(/^[A-Za-z_]{1,5}$/), fc.stringMatching(/^[\w%.\-"=]{0,6}$/))
    .map((pair) => pair.join('=')),
  { maxLength: 3 },
)
const contentType = fc.constantFrom(
  undefined,
  'application/json',
  'text/plain; charset=utf-8',
  'text/html; charset=iso-8859-1',
  'application/x-www-form-urlencoded',
  'application/vnd.api+json',
  'application/octet-stream',
  'multipart/form-data; boundary=x',
  'image/png',
)
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  text.map((value): Uint8Array => Buffer.from(value, 'utf8')),
)

interface Sent extends SampleRequest {
  readonly lines: Lines
  readonly cookies: string[]
  readonly type: string | undefined
  readonly encoded: boolean
}

const request: fc.Arbitrary<Sent> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'PURGE'),
  path,
  search,
  lines: headerLines,
  cookies: cookiePairs,
  type: contentType,
  encoded: fc.boolean(),
  body: bytes,
  ip: fc.oneof(fc.ipV4(), fc.ipV6()),
})

function headersOf({ lines, cookies, type, encoded }: Sent): Lines {
  const headers: Lines = [...lines]
  if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')])
  if (type !== undefined) headers.push(['Content-Type', type])
  if (encoded) headers.push(['Content-Encoding', 'br'])
  return headers
}

// ------------------------------------------------------------------------------------------- what functions must see

/** A map of lists in an order of its own, so that two can be compared. */
function group(pairs: Iterable<readonly [string, string | string[] | undefined]>, sorted = false): Lines {
  const groups = new Map<string, string[]>()
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), ...[value ?? []].flat()])
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, values]) =>
      (sorted ? values.toSorted() : values).map((value): [string, string] => [name, value]),
    )
}

function decoded(search: string): Lines {
  return [...new URLSearchParams(`?${search}`)]
}

function expectedQuery({ search = '' }: Sent, { query, rawNames = false }: Carries): Lines {
  if (query !== 'last') return group(decoded(search), rawNames)
  const last = new Map<string, Lines>()
  for (const part of search.split('&')) {
    for (const pair of decoded(part)) last.set(rawNames ? part.split('=', 1)[0]! : pair[0], [pair])
  }
  return group([...last.values()].flat(), rawNames)
}

function expectedHeaders({ lines }: Sent, { headers }: Carries): Lines {
  const all: Grouped = Object.create(null) as Grouped
  for (const [name, value] of lines) (all[name.toLowerCase()] ??= []).push(value)
  return Object.entries(all).flatMap(([name, values]): Lines => {
    if (headers === 'last') return [[name, values.at(-1)!]]
    return headers === 'joined' ? [[name, values.join(',')]] : values.map((value) => [name, value])
  })
}

function expectedBody(sent: Sent, { text, encodedIsBytes }: Carries): Buffer {
  const bytes = Buffer.from(sent.body ?? [])
  const isText = text?.test(sent.type ?? '') && !(encodedIsBytes && sent.encoded)
  return isText ? Buffer.from(bytes.toString('utf8')) : bytes
}

/** Where the gateway decodes, what a path decodes to is all that can be compared. */
function comparable(path: string, carries: Carries): string {
  return carries.path === 'decoded' ? decodePath(path) : path
}

function expectedPath({ path }: Sent, carries: Carries): string {
  if (carries.path === 'decoded') return comparable(decodePath(path).split('?', 1)[0]!, carries)
  return carries.path === 'collapsed' ? path.replace(/\/+/g, '/') : path
}

async function readAll(event: HttpEvent, { lines }: Sent, carries: Carries): Promise<object> {
  return {
    method: event.method,
    wellFormed: /^\/[\w\-.~!$&'()*+,;=:@/%]*$/.test(event.path),
    path: comparable(event.path, carries),
    search: carries.query === 'sent' ? event.search : undefined,
    query: group(Object.entries(event.query), carries.rawNames),
    headers: group(
      [...new Set(lines.map(([name]) => name.toLowerCase()))].map((name) => [
        name,
        event.headers.getAll(name),
      ]),
    ),
    cookie: event.headers.get('cookie'),
    body: Buffer.from(await event.bytes()),
    ip: event.client.ip,
    request: [event.request.method, event.request.url, Buffer.from(await event.request.arrayBuffer())],
    url: event.url,
  }
}

function expectedRequest(sent: Sent, carries: Carries): object {
  const body = expectedBody(sent, carries)
  const bodiless = sent.method === 'GET' || sent.method === 'HEAD'
  return {
    method: sent.method,
    wellFormed: true,
    path: expectedPath(sent, carries),
    search: carries.query === 'sent' ? sent.search : undefined,
    query: expectedQuery(sent, carries),
    headers: group(expectedHeaders(sent, carries)),
    cookie: sent.cookies.length === 0 ? null : sent.cookies.join('; '),
    body,
    ip: sent.ip,
    request: [sent.method, expect.any(String), bodiless ? Buffer.alloc(0) : body],
    url: expect.stringMatching(/^https:\/\/[\w.-]+\//),
  }
}

// ------------------------------------------------------------------------------------------------ what functions reply

const replies = fc.record({
  status: fc.integer({ min: 200, max: 599 }),
  headers: fc.dictionary(
    token.map((name) => name.toLowerCase()).filter((name) => !reserved.test(name)),
    fc.oneof(fieldValue, fc.array(fieldValue, { minLength: 1, maxLength: 3 })),
    { maxKeys: 4 },
  ),
  cookies: fc.array(
    fc.stringMatching(/^[a-z]{1,4}=[\w, ;=]{0,12}$/).map((one) => one.trim()),
    { maxLength: 4 },
  ),
  type: contentType,
  encoding: fc.constantFrom(undefined, undefined, 'gzip', 'identity'),
  body: fc.oneof(fc.constant(undefined), bytes, text, fc.array(fc.oneof(bytes, text), { maxLength: 3 })),
  method: fc.constantFrom('GET', 'GET', 'HEAD'),
})
type SentReply = typeof replies extends fc.Arbitrary<infer R> ? R : never

async function* chunks(parts: (string | Uint8Array)[]): AsyncIterable<string | Uint8Array> {
  yield* parts
}

function bytesOf({ body }: SentReply): Buffer {
  return Buffer.concat([body ?? []].flat().map((part) => Buffer.from(part as string)))
}

/** What the client gets of the body: its base64 where binaryMediaTypes would have to name the type, and does not. */
function expectedReplyBody(sent: SentReply, { replyText }: Carries): Buffer {
  const bytes = bytesOf(sent)
  if (sent.method === 'HEAD' || isBodiless(sent)) return Buffer.alloc(0)
  if (replyText === undefined || typeof sent.body === 'string' || sent.body === undefined) return bytes
  const utf8 = bytes.equals(Buffer.from(bytes.toString('utf8')))
  const asText = utf8 && sent.encoding !== 'gzip' && !sent.type?.includes('iso-8859')
  return asText || !gatewayText.test(sent.type ?? '') ? bytes : Buffer.from(bytes.toString('base64'))
}

function isBodiless({ status }: SentReply): boolean {
  return status === 204 || status === 205 || status === 304
}

function expectedType(sent: SentReply, { replyType }: Carries): string | undefined {
  if (isBodiless(sent)) return replyType
  if (sent.type !== undefined || sent.body === undefined) return sent.type ?? replyType
  return typeof sent.body === 'string' ? 'text/plain; charset=utf-8' : 'application/octet-stream'
}

function expectedReply(sent: SentReply, carries: Carries): Lines {
  const lines: Lines = []
  for (const [name, value] of Object.entries(sent.headers)) {
    if (carries.replyForbidden?.test(name)) continue
    const values = [value].flat()
    for (const one of carries.replyHeaders === 'joined' ? [values.join(', ')] : values)
      lines.push([name, one])
  }
  const cookies = carries.replyCookies === 'last' ? sent.cookies.slice(-1) : sent.cookies
  for (const cookie of cookies) lines.push(['set-cookie', cookie])
  const type = expectedType(sent, carries)
  if (type !== undefined) lines.push(['content-type', type])
  if (sent.encoding !== undefined && !isBodiless(sent)) lines.push(['content-encoding', sent.encoding])
  return group(lines)
}

// ------------------------------------------------------------------------------------------------------ the properties

describe.each(httpSamples)('$name', (sample: HttpSample) => {
  const carries = payloads[sample.name]!

  it('any request reaches the function, as far as the payload carries it', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (sent) => {
        const native = wire(sample.request({ ...sent, headers: headersOf(sent) }))
        expect(await see(native, (event) => readAll(event, sent, carries))).toEqual(
          expectedRequest(sent, carries),
        )
      }),
      { numRuns: 100 },
    )
  })

  it('any reply reaches the client, as far as the payload carries it', async () => {
    const property = fc.asyncProperty(replies, async (sent) => {
      const native = wire(sample.request({ method: sent.method, path: '/' }))
      const { status, body, type, encoding, cookies } = sent
      const envelope = await answer(native, () =>
        reply(status, Array.isArray(body) ? chunks(body) : body, {
          ...sent.headers,
          ...(type !== undefined && { 'content-type': type }),
          ...(encoding !== undefined && { 'content-encoding': encoding }),
          ...(cookies.length > 0 && { 'set-cookie': cookies }),
        }),
      )
      const received = sample.reply(envelope)
      expect({ ...received, headers: group(received.headers) }).toEqual({
        status,
        headers: expectedReply(sent, carries),
        body: expectedReplyBody(sent, carries),
      })
    })
    const warnings = await quiet(() => fc.assert(property, { numRuns: 100 }))
    for (const line of warnings) expect(line).toMatch(/SAMPAN_(?:COOKIES|HEADER)_LOST/)
  })
})
