import { Readable } from 'node:stream'
import * as zlib from 'node:zlib'
import { type Middleware, type Reply, type ReplyHeaders, reply } from '@sampan/core'
import { collect } from '@sampan/core/adapter'
import { describe, expect, it } from 'vitest'
import { compress } from './index.ts'

const TEXT = 'All work and no play makes Jack a dull boy. '.repeat(200)

const hasZstd = 'createZstdCompress' in zlib

/** One request through the layer, up to the reply before an adapter has it. */
async function answer(
  result: unknown,
  {
    layer = compress(),
    accept = 'gzip',
    method = 'GET',
    native = {},
    provider = 'node',
  }: {
    layer?: Middleware
    accept?: string | null
    method?: string
    native?: object
    provider?: string
  } = {},
): Promise<Reply> {
  const event = { kind: 'http', method, native, headers: { get: () => accept } }
  return (await layer(event as never, { provider } as never, async () => result as never)) as Reply
}

const json = (headers: object = {}, body: unknown = TEXT): Reply =>
  reply(200, body, { 'content-type': 'application/json', ...headers })

const sse = (body: unknown): Reply => reply(200, body, { 'content-type': 'text/event-stream' })

/** The headers of a reply with an ETag. */
async function tagged(etag: string, status: number, accept = 'gzip'): Promise<ReplyHeaders> {
  const given = reply(status, status === 304 ? undefined : TEXT, { etag, 'content-type': 'text/css' })
  return (await answer(given, { accept })).headers
}

async function* broken(): AsyncGenerator<string> {
  yield 'a'
  throw new Error('disk gone')
}

describe('a body that is whole', () => {
  it.each<[accept: string, decode: (bytes: Uint8Array) => Buffer]>([
    ['gzip', zlib.gunzipSync],
    ['br', zlib.brotliDecompressSync],
    ['deflate', zlib.inflateSync],
  ])('is compressed by %s', async (accept, decode) => {
    for (const body of [TEXT, Buffer.from(TEXT)]) {
      const { status, headers, body: small } = await answer(json({ 'content-length': 1 }, body), { accept })
      expect(status).toBe(200)
      expect({ ...headers }).toEqual({
        'content-type': 'application/json',
        'content-encoding': accept,
        vary: 'Accept-Encoding',
      })
      expect((small as Uint8Array).byteLength).toBeLessThan(TEXT.length / 4)
      expect(decode(small as Uint8Array).toString()).toBe(TEXT)
    }
  })

  it('is compressed by zstd where Node has it, and by another where it has not', async () => {
    const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (bytes: Uint8Array) => Buffer }
    const alone = await answer(json(), { accept: 'zstd' })
    const both = await answer(json(), { accept: 'zstd, gzip;q=0.1' })
    expect(both.headers['content-encoding']).toBe(hasZstd ? 'zstd' : 'gzip')
    expect(alone.headers['content-encoding']).toBe(hasZstd ? 'zstd' : undefined)
    const text = hasZstd ? zstdDecompressSync!(alone.body as Uint8Array).toString() : alone.body
    expect(text).toBe(TEXT)
  })

  it.each<[what: string, reply: Reply, vary: boolean]>([
    ['below the threshold', json({}, 'x'.repeat(1023)), false],
    ['of a type that is compressed', reply(200, TEXT, { 'content-type': 'image/png' }), false],
    ['without a type', untyped(), false],
    ['encoded', json({ 'content-encoding': 'gzip' }), false],
    ['not to be transformed', json({ 'cache-control': 'public, No-Transform' }), false],
    ['a part', json({ 'content-range': 'bytes 0-1/9' }), false],
    ['digested', json({ 'content-digest': 'sha-256=:x:' }), false],
    ['no smaller for it', json({}, noise()), true],
  ])('is left as it is: %s', async (_, given, vary) => {
    const { headers, body } = await answer(given)
    expect(body).toBe(given.body)
    expect({ ...headers }).toEqual({ ...given.headers, ...(vary && { vary: 'Accept-Encoding' }) })
  })

  it.each<[type: string, compressed: boolean]>([
    ['text/html; charset=utf-8', true],
    ['TEXT/CSS', true],
    ['application/problem+json', true],
    ['application/vnd.a.b+xml;v=1', true],
    ['image/svg+xml', true],
    ['application/javascript', true],
    ['font/ttf', true],
    ['font/woff2', false],
    ['image/jpeg', false],
    ['application/zip', false],
    ['application/octet-stream', false],
    ['video/mp4', false],
    ['application/x; a=text/html', false],
  ])('of type %s: %s', async (type, compressed) => {
    const { headers } = await answer(json({ 'content-type': type }))
    expect('content-encoding' in headers).toBe(compressed)
  })

  it('depends on Accept-Encoding also where it is sent as it is', async () => {
    const { headers, body } = await answer(json({ vary: 'Origin', etag: '"a"' }), { accept: null })
    expect([body, { ...headers }]).toEqual([
      TEXT,
      { 'content-type': 'application/json', vary: 'Origin, Accept-Encoding', etag: '"a"' },
    ])
  })

  it('has a weak ETag, on 304 too', async () => {
    expect(await tagged('"a"', 200)).toMatchObject({ etag: 'W/"a"', vary: 'Accept-Encoding' })
    expect(await tagged('W/"a"', 200)).toMatchObject({ etag: 'W/"a"' })
    expect(await tagged('"a"', 304)).toMatchObject({ etag: 'W/"a"', vary: 'Accept-Encoding' })
    expect(await tagged('"a"', 304)).not.toHaveProperty('content-encoding')
    expect(await tagged('"a"', 304, '')).toMatchObject({ etag: '"a"', vary: 'Accept-Encoding' })
  })

  it('of HEAD is not made, but told of', async () => {
    const { headers, body } = await answer(json(), { method: 'HEAD' })
    expect([headers['content-encoding'], body]).toEqual(['gzip', TEXT])
  })

  it('that a function keeps stays as it is', async () => {
    const kept = json()
    await answer(kept)
    expect([kept.body, { ...kept.headers }]).toEqual([TEXT, { 'content-type': 'application/json' }])
  })

  it('is compressed as the options say', async () => {
    const layer = compress({ threshold: 0, encodings: ['deflate', 'gzip'] })
    const { headers } = await answer(json({}, 'aaaaaaaaaaaaaaaaaaaaaaaa'), {
      layer,
      accept: 'br, gzip, deflate',
    })
    expect(headers['content-encoding']).toBe('deflate')
    const never = compress({ when: () => false })
    expect({ ...(await answer(json(), { layer: never })).headers }).toEqual({
      'content-type': 'application/json',
    })
  })
})

describe('where a gateway would spoil it', () => {
  it.each<[what: string, provider: string, native: object, compressed: boolean]>([
    ['a REST API', 'aws', { httpMethod: 'GET', requestContext: { apiId: 'a' } }, false],
    ['an HTTP API, format 1.0', 'aws', { httpMethod: 'GET', version: '1.0', requestContext: {} }, true],
    ['an HTTP API, format 2.0', 'aws', { version: '2.0', requestContext: { http: {} } }, true],
    ['an ALB', 'aws', { httpMethod: 'GET', requestContext: { elb: {} } }, true],
    ['an API gateway of another cloud', 'alibaba', { httpMethod: 'GET' }, true],
    [
      'the API gateway of Tencent',
      'tencent',
      { httpMethod: 'GET', requestContext: { serviceId: 's' } },
      false,
    ],
    ['a function URL of Tencent', 'tencent', { httpMethod: 'GET', requestContext: { sourceIp: 'x' } }, true],
  ])('%s', async (_, provider, native, compressed) => {
    const { headers } = await answer(json(), { provider, native })
    expect('content-encoding' in headers).toBe(compressed)
  })

  it('or nevertheless, where the options say so', async () => {
    const layer = compress({ when: () => true })
    const { headers } = await answer(json(), { layer, provider: 'aws', native: { httpMethod: 'GET' } })
    expect(headers['content-encoding']).toBe('gzip')
  })
})

describe('a body that streams', () => {
  it.each([
    ['gzip', zlib.createGunzip],
    ['br', zlib.createBrotliDecompress],
  ] as const)('leaves chunk by chunk: %s', async (accept, decoder) => {
    let release: (() => void) | undefined
    const waiting = new Promise<void>((resolve) => (release = resolve))
    async function* body(): AsyncGenerator<string> {
      yield 'data: 1\n\n'
      await waiting
      yield 'data: 2\n\n'
    }
    const { headers, body: small } = await answer(sse(body()), { accept })
    expect({ ...headers }).toMatchObject({ 'content-encoding': accept, vary: 'Accept-Encoding' })
    const decoded = Readable.from(small as AsyncIterable<Uint8Array>).pipe(decoder())
    const seen: string[] = []
    for await (const chunk of decoded) {
      seen.push(String(chunk))
      // The second event is made only when the first was seen.
      release!()
    }
    expect(seen.join('')).toBe('data: 1\n\ndata: 2\n\n')
    expect(seen.length).toBeGreaterThan(1)
  })

  it('may be a Response', async () => {
    const { headers, body } = await answer(
      new Response(TEXT, { headers: { 'content-type': 'text/css', 'content-length': String(TEXT.length) } }),
    )
    expect({ ...headers }).toEqual({
      'content-type': 'text/css',
      'content-encoding': 'gzip',
      vary: 'Accept-Encoding',
    })
    expect(zlib.gunzipSync(await collect(body!)).toString()).toBe(TEXT)
    const small = new Response('x', { headers: { 'content-type': 'text/css', 'content-length': '1' } })
    expect((await answer(small)).headers).not.toHaveProperty('content-encoding')
  })

  it('fails as its source does', async () => {
    const { body } = await answer(sse(broken()))
    await expect(collect(body!)).rejects.toThrow('disk gone')
  })

  it('is closed when its reader goes away, without being read whole', async () => {
    let made = 0
    let closed = false
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) yield `data: ${made++}\n\n`
      } finally {
        closed = true
      }
    }
    const { body } = await answer(sse(endless()))
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      expect(chunk.byteLength).toBeGreaterThan(0)
      break
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(closed).toBe(true)
    expect(made).toBeLessThan(10_000)
  })

  it('of HEAD stays the one to be closed', async () => {
    const stream = (async function* () {})()
    expect((await answer(sse(stream), { method: 'HEAD' })).body).toBe(stream)
  })
})

it.each<[object, RegExp]>([
  [{ threshold: -1 }, /threshold/],
  [{ threshold: NaN }, /threshold/],
  [{ encodings: ['lzma'] }, /"lzma"/],
  [{ treshold: 1 }, /did you mean "threshold"\?/],
])('fails at start with %j', (options, message) => {
  expect(() => compress(options)).toThrow(message)
})

it('lets events of other kinds pass', async () => {
  expect(await compress()({ kind: 'queue' } as never, {} as never, () => 'passed' as never)).toBe('passed')
})

function untyped(): Reply {
  const made = json()
  delete made.headers['content-type']
  return made
}

/** Of which no coder makes less. */
function noise(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(4096))
}
