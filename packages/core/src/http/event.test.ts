import { Readable } from 'node:stream'
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { anyText, chunks, eventOf, type Plain, plainSource } from '../../test/plain.ts'
import { LazyHttpEvent } from './event.ts'
import { refuseMethod } from './method.ts'
import type { NativeHeaders } from './headers.ts'
import type { Query } from './query.ts'

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))

describe('an event', () => {
  it('shows the request', () => {
    const event = eventOf({
      method: 'PUT',
      path: '/users/J%C3%BCrgen',
      search: 'a=1&a=2',
      headers: { Host: 'api.example.com', cookie: 'sid=7', 'X-Tag': 'x' },
      ip: '192.0.2.7',
      identity: { type: 'jwt', id: 'u-1', claims: { sub: 'u-1' } },
    })
    expect(event).toMatchObject({
      kind: 'http',
      method: 'PUT',
      path: '/users/J%C3%BCrgen',
      search: 'a=1&a=2',
      url: 'https://api.example.com/users/J%C3%BCrgen?a=1&a=2',
      query: { a: ['1', '2'] },
      cookies: { sid: '7' },
      client: { ip: '192.0.2.7' },
      identity: { type: 'jwt', id: 'u-1' },
    })
    expect(event.headers.get('x-tag')).toBe('x')
    expect({ ...event.params }).toEqual({})
  })

  it('reads nothing but the method until it is asked, and then once', () => {
    const source = {
      ...plainSource,
      method: vi.fn<() => string>(() => 'GET'),
      path: vi.fn<() => string>(() => '/a'),
      query: vi.fn<() => Query>(() => ({ a: '1' })),
      headers: vi.fn<() => NativeHeaders>(() => ({ cookie: 'a=1' })),
      identity: vi.fn<() => undefined>(),
      body: vi.fn<() => string>(() => 'text'),
    }
    const event = new LazyHttpEvent({}, source, {})
    const { method, ...others } = source
    const calls = (): number[] =>
      [others.path, others.query, others.headers, others.identity, others.body].map(
        (one) => one.mock.calls.length,
      )
    expect([method.mock.calls.length, ...calls()]).toEqual([1, 0, 0, 0, 0, 0])
    for (let i = 0; i < 2; i++) void [event.path, event.query, event.headers, event.cookies, event.identity]
    expect(calls()).toEqual([1, 1, 1, 1, 0])
    expect(event.query).toEqual({ a: '1' })
  })

  it('has no identity where the platform knows none, or has no such thing', () => {
    const { identity: _, ...source } = plainSource
    expect(eventOf({}).identity).toBeUndefined()
    expect(new LazyHttpEvent({}, source, {}).identity).toBeUndefined()
  })

  it('cuts the base path off', () => {
    expect(eventOf({ path: '/shop/items' }, { basePath: '/shop' }).path).toBe('/items')
  })

  it('counts trusted hops', () => {
    const native = { ip: '198.51.100.9', headers: { 'x-forwarded-for': 'forged, 192.0.2.7' } }
    expect(eventOf(native).client.ip).toBe('198.51.100.9')
    expect(eventOf(native, { trustedHops: 1 }).client.ip).toBe('192.0.2.7')
  })

  it.each<[Plain, string]>([
    [{}, 'https://localhost/'],
    [{ headers: { host: 'a@evil' } }, 'https://localhost/'],
    [{ host: 'gw.example.com', headers: { host: 'other' } }, 'https://gw.example.com/'],
    [{ host: 7, headers: { host: 'api.example.com:8443' } }, 'https://api.example.com:8443/'],
    [{ headers: { 'x-forwarded-proto': 'http' } }, 'http://localhost/'],
    [{ headers: { 'x-forwarded-proto': 'http,http' } }, 'http://localhost/'],
    [{ headers: { 'x-forwarded-proto': 'http, https' } }, 'https://localhost/'],
    [{ headers: { 'x-forwarded-proto': 'https, http' } }, 'https://localhost/'],
    [{ headers: { 'x-forwarded-proto': 'http' }, scheme: 'https' }, 'https://localhost/'],
    [{ scheme: 'http', path: '/a', search: 'b=#c' }, 'http://localhost/a?b=%23c'],
    [{ path: '//evil.example', search: '' }, 'https://localhost//evil.example'],
  ])('of %j has the URL %s', (native, url) => {
    expect(eventOf(native).url).toBe(url)
  })
})

describe('the body', () => {
  it.each<[string, () => Plain]>([
    ['text', () => ({ body: '{"a":1}' })],
    ['base64', () => ({ body: Buffer.from('{"a":1}').toString('base64'), base64: true })],
    ['bytes', () => ({ body: bytesOf('{"a":1}') })],
    ['a stream', () => ({ body: chunks(bytesOf('{"a"'), bytesOf(':1}')) })],
  ])('is read as often as one likes, and by the Request beside it: %s', async (_, make) => {
    const event = eventOf({ method: 'POST', ...make() })
    expect(await event.json()).toEqual({ a: 1 })
    expect(await event.text()).toBe('{"a":1}')
    expect(Buffer.from(await event.bytes())).toEqual(Buffer.from('{"a":1}'))
    expect(await event.request.json()).toEqual({ a: 1 })
    expect(await event.text()).toBe('{"a":1}')
  })

  it('is read once for all who ask at the same time', async () => {
    const body = chunks(bytesOf('{"a"'), bytesOf(':1}'))
    const event = eventOf({ method: 'POST', body })
    const read = await Promise.all([event.json(), event.text(), event.request.json(), event.bytes()])
    expect(read.slice(0, 3)).toEqual([{ a: 1 }, '{"a":1}', { a: 1 }])
    expect(Buffer.from(read[3])).toEqual(Buffer.from('{"a":1}'))
    expect(body.taken).toBe(2)
  })

  it('is read once where the Request is made while the first reading still begins', async () => {
    // A fresh instance, which has yet to load what reads bodies.
    vi.resetModules()
    const fresh = await import('./event.ts')
    for (const first of ['event', 'request']) {
      const native = { method: 'POST', body: chunks(bytesOf('a'), bytesOf('b')) }
      const event = new fresh.LazyHttpEvent(native, plainSource, {})
      const early = first === 'request' ? event.request : undefined
      const text = event.text()
      const { request } = event
      expect([await text, await request.text(), early ?? request]).toEqual(['ab', 'ab', request])
    }
  })

  it('of a stream that broke is broken for all', async () => {
    const event = eventOf({
      method: 'POST',
      body: Readable.from(
        (async function* () {
          yield bytesOf('a')
          throw new Error('client gone')
        })(),
      ),
    })
    const both = await Promise.allSettled([event.text(), event.json()])
    expect(both.map((one) => (one as PromiseRejectedResult).reason as Error)).toEqual([
      new Error('client gone'),
      new Error('client gone'),
    ])
    await expect(event.text()).rejects.toThrow('client gone')
  })

  it('streams through the Request, untouched, where nobody read it before', async () => {
    const body = chunks(bytesOf('a'), bytesOf('b'), bytesOf('c'))
    const { request } = eventOf({ method: 'POST', body })
    expect(body.taken).toBeLessThan(2)
    const seen: string[] = []
    for await (const chunk of request.body! as unknown as AsyncIterable<Uint8Array>)
      seen.push(Buffer.from(chunk).toString())
    expect(seen).toEqual(['a', 'b', 'c'])
  })

  it('streams to both where the Request was made first and not yet read', async () => {
    const event = eventOf({ method: 'POST', body: chunks(bytesOf('a'), bytesOf('b')) })
    const { request } = event
    expect(await event.text()).toBe('ab')
    expect(await event.text()).toBe('ab')
    expect(await request.text()).toBe('ab')
  })

  it.each<[string, (request: Request) => unknown]>([
    ['read', (request) => request.text()],
    ['being read', (request) => request.body!.getReader()],
  ])('that streamed and was %s through the Request is gone, and says so', async (_, use) => {
    const event = eventOf({ method: 'POST', body: chunks(bytesOf('a')) })
    await use(event.request)
    await expect(event.text()).rejects.toMatchObject({ code: 'SAMPAN_BODY_USED' })
  })

  it.each(['GET', 'HEAD'])('of a %s is there for the event, though a Request has none', async (method) => {
    for (const body of ['text', chunks(bytesOf('te'), bytesOf('xt'))]) {
      const event = eventOf({ method, body })
      expect(event.request.body).toBeNull()
      expect(await event.text()).toBe('text')
    }
  })

  it('is empty where there is none', async () => {
    const event = eventOf({ method: 'POST' })
    expect([await event.text(), (await event.bytes()).length]).toEqual(['', 0])
    expect(event.request.body).toBeNull()
    await expect(event.json()).rejects.toMatchObject({ status: 400, code: 'SAMPAN_BODY_NOT_JSON' })
  })
})

describe('event.request', () => {
  it('is the Request, once', () => {
    const event = eventOf({
      method: 'POST',
      path: '/a',
      search: 'b=1',
      headers: { host: 'api.example.com', 'X-Tag': ['a', 'b'], 'content-type': 'text/plain' },
      body: 'hello',
    })
    const { request } = event
    expect(request).toBeInstanceOf(Request)
    expect(event.request).toBe(request)
    expect([request.method, request.url]).toEqual(['POST', 'https://api.example.com/a?b=1'])
    expect([request.headers.get('x-tag'), request.headers.get('content-type')]).toEqual([
      'a, b',
      'text/plain',
    ])
  })

  it('has the headers but those of the connection, and of a length that is not known', () => {
    const headers = {
      connection: 'keep-alive',
      'Keep-Alive': '5',
      'transfer-encoding': 'chunked',
      upgrade: 'h2c',
      'proxy-connection': 'close',
      'content-length': '999',
      accept: '*/*',
    }
    const names = (native: Plain): [string, string][] => [
      ...eventOf({ method: 'POST', headers, ...native }).request.headers,
    ]
    expect(names({})).toEqual([['accept', '*/*']])
    expect(names({ body: chunks(bytesOf('a')) })).toEqual([['accept', '*/*']])
    expect(names({ body: 'grün' })).toEqual([
      ['accept', '*/*'],
      ['content-length', '5'],
    ])
  })

  it('has no header that would break the block of headers', () => {
    const { headers } = eventOf({
      headers: { 'x-a': 'b\r\nx-evil: 1', 'x-null': 'a\0b', 'bad name': 'a', 'x-ok': 'fine', '': 'a' },
    }).request
    expect([...headers]).toEqual([['x-ok', 'fine']])
  })

  it('has the bytes of what a gateway decoded', () => {
    const value = eventOf({ headers: { 'x-name': '你好', 'x-latin': 'é' } }).request.headers.get('x-name')!
    expect(Buffer.from(value, 'latin1').toString()).toBe('你好')
  })
})

describe('an event of a hostile payload', () => {
  it('never throws', async () => {
    const odd = fc.oneof(anyText, fc.jsonValue(), fc.constantFrom(undefined, '\r\n', '//', '#?'))
    const text = anyText
    const names = fc.oneof(
      fc.constantFrom(
        'host',
        'Host',
        'cookie',
        'x-forwarded-for',
        'X-Forwarded-Proto',
        '__proto__',
        'content-length',
      ),
      text,
    )
    const native = fc.record({
      method: fc.oneof(fc.constantFrom('GET', 'POST', 'get', 'PATCH', 'QUERY'), odd),
      path: odd,
      search: text,
      headers: fc.oneof(fc.dictionary(names, odd), odd) as fc.Arbitrary<NativeHeaders>,
      cookie: fc.option(text, { nil: undefined }),
      body: fc.oneof(text, fc.uint8Array(), fc.constant(undefined)),
      base64: fc.boolean(),
      host: odd,
      ip: fc.option(text, { nil: undefined }),
    })
    await fc.assert(
      fc.asyncProperty(native, fc.nat(3), async (payload, trustedHops) => {
        const event = eventOf(payload as Plain, { trustedHops, basePath: '/a' })
        void [event.path, event.query, event.headers, event.cookies, event.identity, event.client]
        const { host } = new URL(event.url)
        expect(host).not.toBe('')
        expect(typeof (await event.text())).toBe('string')
        // What a handler gets to see has a method, and no Request can be made of the others.
        expect(refuseMethod(event) ?? event.request).toBeInstanceOf(Object)
      }),
      { numRuns: 200 },
    )
  })
})
