import { HttpError, reply } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { answer, quiet, see, wire } from '../../../test/support.ts'
import { httpApiV1, restApi } from '../../samples.ts'

const HOST = 'z9y8x7w6v5.execute-api.eu-west-1.amazonaws.com'

function event(over: object = {}, context: object = {}): object {
  return {
    resource: '/{proxy+}',
    path: '/',
    httpMethod: 'GET',
    headers: { Accept: '*/*', Host: HOST },
    multiValueHeaders: { Accept: ['*/*'], Host: [HOST] },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    requestContext: { domainName: HOST, identity: { sourceIp: '198.51.100.7' }, stage: 'prod', ...context },
    body: null,
    isBase64Encoded: false,
    ...over,
  }
}

describe('REST API: request', () => {
  it.each([
    ['/users/42/a%2Fb/c%20d', '/users/42/a%2Fb/c%20d'],
    ['/caf%C3%A9/', '/caf%C3%A9/'],
    ['/%F/100%', '/%F/100%'],
    ['/prod/x', '/prod/x'],
    ['/a b?c#d', '/a%20b%3Fc%23d'],
  ])('path %s', async (path, expected) => {
    expect(await see(event({ path }), (it) => it.path)).toBe(expected)
  })

  it('cuts the base path of a custom domain off', async () => {
    expect(await see(event({ path: '/shop/cart' }), (it) => it.path, { basePath: '/shop' })).toBe('/cart')
    expect(await see(event({ path: '/shop' }), (it) => it.path, { basePath: '/shop' })).toBe('/')
    expect(await see(event({ path: '/shopping' }), (it) => it.path, { basePath: '/shop' })).toBe('/shopping')
  })

  it('reads the multi-value maps, which alone are complete', async () => {
    const native = event({
      headers: { 'X-Tag': 'two' },
      multiValueHeaders: { 'X-Tag': ['one', 'two'], COOKIE: ['a=1; b=2'] },
      queryStringParameters: { tag: 'b' },
      multiValueQueryStringParameters: { tag: ['a', 'b'], 'odd&key': ['x=y&z'], plus: ['a+b'] },
    })
    const seen = await see(native, (it) => ({
      tags: it.headers.getAll('x-tag'),
      joined: it.headers.get('X-TAG'),
      cookies: { ...it.cookies },
      query: { ...it.query },
      search: it.search,
    }))
    expect(seen).toEqual({
      tags: ['one', 'two'],
      joined: 'one, two',
      cookies: { a: '1', b: '2' },
      query: { tag: ['a', 'b'], 'odd&key': 'x=y&z', plus: 'a+b' },
      search: 'tag=a&tag=b&odd%26key=x%3Dy%26z&plus=a%2Bb',
    })
  })

  it('falls back on the single-value maps, for events written by hand', async () => {
    const native = {
      httpMethod: 'GET',
      path: '/',
      headers: { 'X-Tag': 'two' },
      multiValueHeaders: {},
      queryStringParameters: { tag: 'b c' },
    }
    const seen = await see(native, (it) => [it.headers.get('x-tag'), it.query['tag'], it.search])
    expect(seen).toEqual(['two', 'b c', 'tag=b%20c'])
  })

  it('encodes a lone surrogate instead of throwing', async () => {
    const native = event({ multiValueQueryStringParameters: { '\uD83D': ['\uDC00'] } })
    expect(await see(native, (it) => it.search)).toBe('%EF%BF%BD=%EF%BF%BD')
  })

  it('takes the event of the console Test button, whose maps are null', async () => {
    const native = event({ path: '/ping', headers: null, multiValueHeaders: null }, { domainName: undefined })
    const seen = await see(native, async (it) => ({
      path: it.path,
      headers: [...it.headers],
      missing: it.headers.get('x'),
      cookies: { ...it.cookies },
      query: { ...it.query },
      url: it.url,
      text: await it.text(),
      request: it.request.url,
    }))
    expect(seen).toEqual({
      path: '/ping',
      headers: [],
      missing: null,
      cookies: {},
      query: {},
      url: 'https://localhost/ping',
      text: '',
      request: 'https://localhost/ping',
    })
  })

  it('decodes a base64 body', async () => {
    const native = event({ httpMethod: 'PUT', body: 'AP+A', isBase64Encoded: true })
    expect([...(await see(native, (it) => it.bytes()))]).toEqual([0, 255, 128])
    expect(await see(native, async (it) => [...new Uint8Array(await it.request.arrayBuffer())])).toEqual([
      0, 255, 128,
    ])
  })
})

describe('HTTP API, payload 1.0', () => {
  it.each([
    ['/beta/x', 'beta', '/x'],
    ['/beta', 'beta', '/'],
    ['/betamax', 'beta', '/betamax'],
    ['/$default/x', '$default', '/$default/x'],
  ])('%s at stage %s is %s', async (path, stage, expected) => {
    expect(await see(event({ version: '1.0', path }, { stage }), (it) => it.path)).toBe(expected)
  })
})

describe('REST API: reply', () => {
  it('puts each header into one of the maps, never into both', async () => {
    const envelope = await answer(event(), () =>
      reply(200, 'hi', { 'x-one': 1, 'set-cookie': ['a=1', 'b=2'], vary: ['accept'] }),
    )
    expect(wire(envelope)).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-one': '1' },
      multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'], vary: ['accept'] },
      body: 'hi',
      isBase64Encoded: false,
    })
  })

  it('keeps headers that are called __proto__', async () => {
    const one = await answer(event(), () => reply(200, '', { ['__proto__']: 'x' }))
    expect(restApi.reply(one).headers).toContainEqual(['__proto__', 'x'])
    const two = await answer(event(), () => reply(200, '', { ['__proto__']: ['x', 'y'] }))
    expect(restApi.reply(two).headers).toEqual(expect.arrayContaining([['__proto__', 'y']]))
  })

  it('says that bytes of no type are bytes, where the gateway would say JSON and keep the base64', async () => {
    const envelope = await answer(event(), () => new Response(new Uint8Array([0, 255])))
    const { headers, body } = restApi.reply(envelope)
    expect(headers).toEqual([['content-type', 'application/octet-stream']])
    expect([...body]).toEqual([0, 255])
  })

  it.each([
    ['a header name that is none', { headers: { 'bad name': 'x' } }, 400],
    ['a header with a line break', { headers: { 'x-break': 'a\r\nset-cookie: b=1' } }, 400],
    ['details that are no JSON', { details: { count: 1n } }, 400],
    ['details that are too large', { details: 'x'.repeat(6_300_000) }, 500],
  ])('answers a failure that has %s', async (_, options, status) => {
    const lines = await quiet(async () => {
      const envelope = await answer(event(), () => {
        throw new HttpError(400, 'no', options)
      })
      expect(restApi.reply(envelope).status).toBe(status)
      expect(JSON.stringify(envelope)).not.toContain('set-cookie')
    })
    expect(lines).not.toEqual([])
  })
})

describe('samples', () => {
  const request = {
    method: 'POST',
    path: '//a%2Fb///c/',
    search: 'tag=a&tag=b+c&p=%2B&__proto__=x',
    headers: [
      ['X-Tag', 'one'],
      ['x-tag', 'two'],
      ['content-type', 'image/png'],
    ],
    body: Uint8Array.of(0, 255),
  } as const

  it('a REST API collapses slashes, decodes the query into two maps and keeps the case of headers', () => {
    expect(restApi.request({ ...request, stage: 'live' })).toMatchObject({
      path: '/a%2Fb/c/',
      pathParameters: { proxy: 'a%2Fb///c' },
      headers: { 'X-Tag': 'two' },
      multiValueHeaders: { 'X-Tag': ['one', 'two'] },
      queryStringParameters: { tag: 'b c', p: '+' },
      multiValueQueryStringParameters: { tag: ['a', 'b c'], p: ['+'] },
      requestContext: { path: '/live//a%2Fb///c/', stage: 'live' },
      body: 'AP8=',
      isBase64Encoded: true,
    })
    expect(restApi.request({ method: 'GET', path: '/' })).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      body: null,
    })
  })

  it('payload 1.0 says so, and has the stage in the path', () => {
    expect(httpApiV1.request({ ...request, stage: 'live' })).toMatchObject({
      version: '1.0',
      path: '/live//a%2Fb///c/',
      requestContext: { stage: 'live' },
    })
  })

  it('a REST API adds a content type, sends a name of both maps twice, and takes a numeric string', () => {
    const envelope = {
      statusCode: '201',
      headers: { A: 1, b: true },
      multiValueHeaders: { a: ['2'] },
      body: 'x',
    }
    expect(restApi.reply(envelope)).toEqual({
      status: 201,
      headers: [
        ['a', '1'],
        ['b', 'true'],
        ['a', '2'],
        ['content-type', 'application/json'],
      ],
      body: Buffer.from('x'),
    })
  })

  it('a REST API sends the base64 of a text type as it is; an HTTP API undoes it', () => {
    const envelope = {
      statusCode: 200,
      headers: { 'Content-Type': 'text/html' },
      body: 'aGk=',
      isBase64Encoded: true,
    }
    expect(Buffer.from(restApi.reply(envelope).body).toString()).toBe('aGk=')
    expect(Buffer.from(httpApiV1.reply(envelope).body).toString()).toBe('hi')
  })

  it.each([
    ['nothing', undefined, /no object/],
    ['a list', [], /no object/],
    ['text', 'hi', /no object/],
    ['no status', { body: 'hi' }, /status is undefined/],
    ['a list in headers', { statusCode: 200, headers: { a: ['x'] } }, /header a is a list/],
    ['text in multiValueHeaders', { statusCode: 200, multiValueHeaders: { a: 'x' } }, /header a is no list/],
    ['an object for a header', { statusCode: 200, headers: { a: {} } }, /neither text nor number/],
    ['a body that is an object', { statusCode: 200, body: {} }, /no string but object/],
    ['headers that are a list', { statusCode: 200, headers: ['a'] }, /no map/],
  ])('refuse %s', (_, envelope, message) => {
    expect(() => restApi.reply(envelope)).toThrow(message)
    expect(() => httpApiV1.reply(envelope)).toThrow(message)
  })
})
