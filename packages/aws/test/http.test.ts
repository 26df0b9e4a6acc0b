import { reply } from '@sampan/core'
import type { SampleReply } from '@sampan/core/samples'
import { describe, expect, it } from 'vitest'
import { httpSamples } from '../src/samples.ts'
import { answer, quiet, see, wire } from './support.ts'

/** What holds for every HTTP payload. */

const textOf = ({ body }: SampleReply): string => Buffer.from(body).toString()
const headerOf = ({ headers }: SampleReply, name: string): string | undefined =>
  headers.find(([key]) => key === name)?.[1]

it('every payload has a name of its own', () => {
  expect(new Set(httpSamples.map(({ name }) => name)).size).toBe(httpSamples.length)
})

describe.each(httpSamples)('$name', (sample) => {
  const native = (method = 'GET', path = '/', over: object = {}): unknown =>
    wire(sample.request({ method, path, ...over }))

  it('brings a JSON body there and a JSON reply back', async () => {
    const item = { name: 'Jürgen', emoji: '\u{1F6F6}', quote: '"\\\n' }
    const request = native('POST', '/items', {
      body: Buffer.from(JSON.stringify(item)),
      headers: [['Content-Type', 'application/json; charset=utf-8']],
    })
    const envelope = await answer(request, async (event) => reply(201, await event.json()))
    const received = sample.reply(envelope)
    expect(received.status).toBe(201)
    expect(headerOf(received, 'content-type')).toBe('application/json')
    expect(JSON.parse(textOf(received))).toEqual(item)
  })

  it('answers JSON that is none with 400, and a key __proto__ too', async () => {
    const headers = [['content-type', 'application/json']]
    for (const text of ['{"a":', '', '{"__proto__":{"admin":true}}']) {
      const received = sample.reply(
        await answer(native('POST', '/', { body: Buffer.from(text), headers }), (event) => event.json()),
      )
      expect(received.status).toBe(400)
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  it.each(['TRACE', 'CONNECT', 'TRACK', 'trace'])('serves no %s', async (method) => {
    const received = sample.reply(await answer(native(method), () => 'reflected'))
    expect(received.status).toBe(405)
    expect(headerOf(received, 'allow')).toBe('GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS')
  })

  it.each(['', 'GET /evil', 'GE\nT'])('takes no method "%s"', async (method) => {
    expect(sample.reply(await answer(native(method), () => 'hi')).status).toBe(400)
  })

  it.each([
    ['HEAD', 200, true],
    ['GET', 204, false],
    ['GET', 205, false],
    ['GET', 304, false],
  ])('sends no body for %s and %d', async (method, status, type) => {
    const envelope = await answer(native(method), () =>
      reply(status, 'hi', {
        'content-type': 'text/html',
        'content-length': 2,
        'transfer-encoding': 'chunked',
        etag: '"x"',
      }),
    )
    const received = sample.reply(envelope)
    expect(received).toMatchObject({ status, body: Buffer.from('') })
    expect(headerOf(received, 'etag')).toBe('"x"')
    expect(JSON.stringify(envelope)).not.toMatch(/content-length|transfer-encoding/)
    expect(JSON.stringify(envelope).includes('content-type')).toBe(type)
  })

  const utf8 = Buffer.from('h\u{e9}')
  const latin1 = Buffer.from('h\u{e9}', 'latin1')
  it.each([
    ['text/plain', undefined, utf8, false],
    ['text/plain; charset="UTF-8"', undefined, utf8, false],
    ['application/json', undefined, utf8, false],
    ['application/problem+json', 'identity', utf8, false],
    ['image/svg+xml', undefined, utf8, false],
    ['application/x-www-form-urlencoded', undefined, utf8, false],
    ['text/plain; charset=iso-8859-1', undefined, latin1, true],
    ['text/plain', undefined, latin1, true],
    ['text/plain', 'gzip', utf8, true],
    ['application/json', 'br', utf8, true],
    ['image/png', undefined, utf8, true],
    ['application/octet-stream', undefined, Buffer.from([0, 255]), true],
    ['application/jsonx', undefined, utf8, true],
  ])('sends bytes of %s (%s) as text only where nothing is lost', async (type, encoding, bytes, base64) => {
    const headers = { 'content-type': type, ...(encoding && { 'content-encoding': encoding }) }
    const envelope = await answer(native(), () => reply(200, new Uint8Array(bytes), headers))
    expect(envelope.isBase64Encoded ?? envelope.bodyEncoding === 'base64').toBe(base64)
    expect(envelope.body).toBe(bytes.toString(base64 ? 'base64' : 'utf8'))
  })

  it('collects a body that comes in chunks, through half characters', async () => {
    const bytes = Buffer.from('caf\u{e9}')
    const body = async function* (): AsyncIterable<Uint8Array> {
      yield bytes.subarray(0, 4)
      yield bytes.subarray(4)
    }
    const envelope = await answer(native(), () => reply(200, body(), { 'content-type': 'text/plain' }))
    expect(textOf(sample.reply(envelope))).toBe('caf\u{e9}')
  })

  it('takes over a real Response', async () => {
    const headers = new Headers({ 'content-type': 'text/html' })
    headers.append('set-cookie', 'a=1')
    const received = sample.reply(await answer(native(), () => new Response('<b>', { status: 203, headers })))
    expect(received.status).toBe(203)
    expect(headerOf(received, 'set-cookie')).toBe('a=1')
    expect(textOf(received)).toBe('<b>')
  })

  it('gives a real Request, and the same body to both', async () => {
    const request = native('PUT', '/a%20b', { search: 'x=%20&x=+', body: Uint8Array.of(0, 255) })
    const seen = await see(request, async (event) => [
      event.request.method,
      new URL(event.request.url).pathname,
      [...new Uint8Array(await event.request.arrayBuffer())],
      [...(await event.bytes())],
    ])
    expect(seen).toEqual(['PUT', '/a%20b', [0, 255], [0, 255]])
  })

  it.each([
    'a@evil.example',
    'good.example@evil.example',
    'evil.example/x',
    'evil.example\\x',
    'evil.example?x',
    'evil.example#x',
    'evil example',
    'good.example:99999',
    'good.example:80:80',
    '[::1',
    '256.256.256.256',
    '.',
    '\u{ff0e}evil.example',
  ])('has no use for the host "%s"', async (host) => {
    const request = native('GET', '/x', { host, headers: [['X-Forwarded-Host', 'evil.example']] })
    const seen = await see(request, (event) => [event.url, event.request.url])
    for (const url of seen) expect(new URL(url).host).not.toMatch(/evil|:99999/)
    for (const url of seen) expect(new URL(url).pathname).toBe('/x')
  })

  it.each([
    '//evil.example/x',
    '/\\evil.example',
    '/@evil.example',
    'https://evil.example/',
    '/..//evil.example',
    '\\\\evil.example',
    '/a\nb',
  ])('keeps its authority for the path "%s"', async (path) => {
    const [there, made] = await see(
      native('GET', path, { host: 'f0nct10n.lambda-url.eu-west-1.on.aws' }),
      (event) => [event.url, event.request.url],
    )
    expect(new URL(there).host).toBe('f0nct10n.lambda-url.eu-west-1.on.aws')
    expect(new URL(made).host).toBe('f0nct10n.lambda-url.eu-west-1.on.aws')
  })

  it('writes a problem reply that fits where the reply would not', async () => {
    const lines = await quiet(async () => {
      const received = sample.reply(await answer(native(), () => 'x'.repeat(6_291_556)))
      expect(received.status).toBe(500)
      expect(JSON.parse(textOf(received))).toHaveProperty('requestId')
    })
    expect(lines.join('')).toContain('SAMPAN_REPLY_TOO_LARGE')
  })
})
