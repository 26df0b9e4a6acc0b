import { type HttpEvent, reply } from '@sampan/core'
import { decodePath, type HttpSample, type SampleRequest } from '@sampan/core/samples'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { httpSamples } from '../src/samples.ts'
import { answer, see, wire } from './support.ts'

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
  },
  'aws.http-api-1.0': {
    path: 'sent',
    query: 'pairs',
    headers: 'lines',
    text: gatewayText,
    replyHeaders: 'lines',
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

const request: fc.Arbitrary<Sent> = fc
  .record({
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
  .map((sent) => {
    const headers: Lines = [...sent.lines]
    if (sent.cookies.length > 0) headers.push(['Cookie', sent.cookies.join('; ')])
    if (sent.type !== undefined) headers.push(['Content-Type', sent.type])
    if (sent.encoded) headers.push(['Content-Encoding', 'br'])
    return { ...sent, headers }
  })

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

function expectedQuery({ search = '' }: Sent, { query, rawNames = false }: Carries): Lines {
  const decode = (raw: string): Lines => [...new URLSearchParams(`?${raw}`)]
  if (query !== 'last') return group(decode(search), rawNames)
  const last = new Map<string, Lines>()
  for (const part of search.split('&')) {
    for (const pair of decode(part)) last.set(rawNames ? part.split('=', 1)[0]! : pair[0], [pair])
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

function checkPath(seen: string, sent: string, { path }: Carries): void {
  expect(seen).toMatch(/^\/[\w\-.~!$&'()*+,;=:@/%]*$/)
  if (path === 'decoded') expect(decodePath(seen)).toBe(decodePath(decodePath(sent).split('?', 1)[0]!))
  else expect(seen).toBe(path === 'collapsed' ? sent.replace(/\/+/g, '/') : sent)
}

const readAll = async (event: HttpEvent): Promise<any> => ({
  method: event.method,
  path: event.path,
  search: event.search,
  url: new URL(event.url).href,
  query: { ...event.query },
  headers: event.headers,
  cookie: event.headers.get('cookie'),
  body: Buffer.from(await event.bytes()),
  ip: event.client.ip,
  request: event.request,
  requestBody: Buffer.from(await event.request.arrayBuffer()),
})

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

/** Whether the reply's body reaches the client; where not, the API's binaryMediaTypes would have to name the type. */
function bodyArrives(sent: SentReply, { replyText }: Carries): boolean {
  if (replyText === undefined || typeof sent.body === 'string') return true
  if (!gatewayText.test(sent.type ?? '')) return true
  const bytes = bytesOf(sent)
  const utf8 = bytes.equals(Buffer.from(bytes.toString('utf8')))
  return utf8 && sent.encoding !== 'gzip' && !/iso-8859/.test(sent.type ?? '')
}

function expectedLines(sent: SentReply, carries: Carries): Lines {
  const lines: Lines = []
  for (const [name, value] of Object.entries(sent.headers)) {
    if (carries.replyForbidden?.test(name)) continue
    if (carries.replyHeaders === 'joined') lines.push([name, [value].flat().join(', ')])
    else for (const one of [value].flat()) lines.push([name, one])
  }
  const cookies = carries.replyCookies === 'last' ? sent.cookies.slice(-1) : sent.cookies
  for (const cookie of cookies) lines.push(['set-cookie', cookie])
  return lines
}

// ------------------------------------------------------------------------------------------------------ the properties

describe.each(httpSamples)('$name', (sample: HttpSample) => {
  const carries = payloads[sample.name]!

  it('any request reaches the function, as far as the payload carries it', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (sent) => {
        const native = wire(sample.request(sent))
        const seen = await see(native, readAll)
        expect(seen.method).toBe(sent.method)
        checkPath(seen.path, sent.path, carries)
        if (carries.query === 'sent') expect(seen.search).toBe(sent.search)
        expect(group(Object.entries(seen.query), carries.rawNames)).toEqual(expectedQuery(sent, carries))
        for (const [name] of sent.lines) {
          const wanted = expectedHeaders(sent, carries).filter(([key]) => key === name.toLowerCase())
          expect(seen.headers.getAll(name)).toEqual(wanted.map(([, value]) => value))
        }
        expect(seen.cookie).toBe(sent.cookies.length === 0 ? null : sent.cookies.join('; '))
        expect(seen.body).toEqual(expectedBody(sent, carries))
        expect(seen.ip).toBe(sent.ip)
        expect(seen.request.url).toBe(seen.url)
        if (sent.method !== 'GET' && sent.method !== 'HEAD') expect(seen.requestBody).toEqual(seen.body)
      }),
      { numRuns: 100 },
    )
  })

  it('any reply reaches the client, as far as the payload carries it', async () => {
    await fc.assert(
      fc.asyncProperty(replies, async (sent) => {
        const native = wire(sample.request({ method: sent.method, path: '/' }))
        const { body, type, encoding, cookies } = sent
        const envelope = await answer(native, () =>
          reply(sent.status, Array.isArray(body) ? chunks(body) : body, {
            ...sent.headers,
            ...(type !== undefined && { 'content-type': type }),
            ...(encoding !== undefined && { 'content-encoding': encoding }),
            ...(cookies.length > 0 && { 'set-cookie': cookies }),
          }),
        )
        const received = sample.reply(envelope)
        expect(received.status).toBe(sent.status)
        const lines = received.headers.filter(
          ([name]) => name !== 'content-type' && name !== 'content-encoding',
        )
        expect(group(lines)).toEqual(group(expectedLines(sent, carries)))
        const bodiless = sent.method === 'HEAD' || [204, 205, 304].includes(sent.status)
        if (bodiless) expect(received.body).toHaveLength(0)
        else if (bodyArrives(sent, carries)) expect(Buffer.from(received.body)).toEqual(bytesOf(sent))
        if (!bodiless && type !== undefined) expect(received.headers).toContainEqual(['content-type', type])
      }),
      { numRuns: 100 },
    )
  })
})
