import { reply } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { answer, see, wire } from '../../../test/support.ts'
import { functionUrl, httpApi } from '../../samples.ts'

const API = 'q1w2e3r4t5.execute-api.eu-west-1.amazonaws.com'
const URL_HOST = 'abcdefghij0123456789.lambda-url.eu-west-1.on.aws'

function event(over: object = {}, context: object = {}): object {
  const http = { method: 'GET', path: '/', protocol: 'HTTP/1.1', sourceIp: '198.51.100.7' }
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/',
    rawQueryString: '',
    headers: { accept: '*/*', host: API },
    requestContext: { domainName: API, http, stage: '$default', ...context },
    isBase64Encoded: false,
    ...over,
  }
}

describe('HTTP API 2.0: path', () => {
  it.each([
    ['plain', '/users/7', '/users/7'],
    ['a space that was %20', '/a b', '/a%20b'],
    ['letters that were UTF-8 triplets', '/café/日本', '/caf%C3%A9/%E6%97%A5%E6%9C%AC'],
    ['a % that was %25', '/100%', '/100%25'],
    ['a % that was %25, before no digits', '/%zz/%4', '/%25zz/%254'],
    ['triplets that are still there', '/%41%2f', '/%41%2f'],
    ['a query and fragment that are none', '/a?b#c', '/a%3Fb%23c'],
    ['an emoji', '/\u{1F6F6}', '/%F0%9F%9B%B6'],
    ['half an emoji', '/\uD83D', '/%EF%BF%BD'],
    ['a backslash', '/..\\x', '/..%5Cx'],
    ['none', '', '/'],
    ['no slash', 'users', '/users'],
  ])('%s', async (_, rawPath, expected) => {
    expect(await see(event({ rawPath }), (it) => it.path)).toBe(expected)
  })

  it('leaves the path of a Function URL as it was sent', async () => {
    const native = event({ rawPath: '/a%20b/%F/100%/%25' }, { domainName: URL_HOST })
    expect(await see(native, (it) => it.path)).toBe('/a%20b/%F/100%/%25')
  })

  it.each([
    ['/beta/api/values', 'beta', '/api/values'],
    ['/beta', 'beta', '/'],
    ['/betamax', 'beta', '/betamax'],
    ['/api/beta', 'beta', '/api/beta'],
    ['/$default/x', '$default', '/$default/x'],
    ['/x', undefined, '/x'],
  ])('%s at stage %s is %s', async (rawPath, stage, expected) => {
    expect(await see(event({ rawPath }, { stage }), (it) => it.path)).toBe(expected)
  })

  it('cuts the base path off after the stage', async () => {
    const native = event({ rawPath: '/beta/shop/cart' }, { stage: 'beta' })
    expect(await see(native, (it) => it.path, { basePath: '/shop' })).toBe('/cart')
    expect(await see(native, (it) => it.path, { basePath: '/sho' })).toBe('/shop/cart')
  })
})

describe('HTTP API 2.0: request', () => {
  it('takes the query verbatim', async () => {
    const rawQueryString = 'tag=a&tag=b%20c&plus=a+b&real=a%2Bb&empty=&bare&bad=%F&__proto__=x'
    const seen = await see(event({ rawQueryString }), ({ search, query }) => ({ search, query }))
    expect(seen.search).toBe(rawQueryString)
    expect(Object.entries(seen.query)).toEqual([
      ['tag', ['a', 'b c']],
      ['plus', 'a b'],
      ['real', 'a+b'],
      ['empty', ''],
      ['bare', ''],
      ['bad', '%F'],
      ['__proto__', 'x'],
    ])
  })

  it('reads the cookies that stand beside the headers, not a Cookie header', async () => {
    const native = event({ cookies: ['a=1', 'b=%C3%A9'], headers: { cookie: 'a=forged' } })
    expect(
      await see(native, ({ cookies, headers }) => [cookies['a'], cookies['b'], headers.get('Cookie')]),
    ).toEqual(['1', 'é', 'a=1; b=%C3%A9'])
    expect(await see(native, ({ headers }) => [...headers])).toEqual([['cookie', 'a=1; b=%C3%A9']])
  })

  it.each([
    ['no cookies', { cookies: [] }, null],
    ['none and a header', { cookies: [], headers: { cookie: 'a=1' } }, 'a=1'],
    ['null', { cookies: null }, null],
  ])('%s', async (_, over, expected) => {
    expect(await see(event(over), ({ headers }) => headers.get('cookie'))).toBe(expected)
  })

  it('decodes base64 only where the event says so', async () => {
    const body = Buffer.from([0, 255, 128]).toString('base64')
    const bytes = await see(event({ body, isBase64Encoded: true }), (it) => it.bytes())
    expect([...bytes]).toEqual([0, 255, 128])
    expect(await see(event({ body }), (it) => it.text())).toBe(body)
    expect(await see(event(), (it) => it.text())).toBe('')
  })

  it('gives POST a body in event.request, and GET none', async () => {
    const post = { domainName: API, http: { method: 'POST' } }
    const native = event({ body: '{"a":1}', headers: { 'content-length': '999' } }, post)
    const seen = await see(native, async ({ request }) => [
      request.method,
      request.headers.get('content-length'),
      await request.text(),
    ])
    expect(seen).toEqual(['POST', '7', '{"a":1}'])
    expect(await see(event({ body: 'x' }), ({ request }) => request.body)).toBeNull()
  })

  it('lives with an event that has next to nothing', async () => {
    const native = { version: '2.0', requestContext: { http: { method: 'GET' } } }
    const seen = await see(native, async (it) => ({
      url: it.url,
      ip: it.client.ip,
      identity: it.identity,
      query: { ...it.query },
      headers: [...it.headers],
      cookies: { ...it.cookies },
      text: await it.text(),
    }))
    expect(seen).toEqual({
      url: 'https://localhost/',
      ip: undefined,
      identity: undefined,
      query: {},
      headers: [],
      cookies: {},
      text: '',
    })
  })
})

describe('HTTP API 2.0: reply', () => {
  it('has one value a header, and the cookies beside', async () => {
    const envelope = await answer(event(), () =>
      reply(201, { id: 7 }, { location: '/7', vary: ['accept', 'origin'], 'set-cookie': ['a=1', 'b=2'] }),
    )
    expect(wire(envelope)).toEqual({
      statusCode: 201,
      headers: { 'content-type': 'application/json', location: '/7', vary: 'accept, origin' },
      cookies: ['a=1', 'b=2'],
      body: '{"id":7}',
      isBase64Encoded: false,
    })
  })

  it('keeps a header that is called __proto__', async () => {
    const envelope = await answer(event(), () => reply(200, '', { ['__proto__']: 'x' }))
    expect(httpApi.reply(envelope).headers).toContainEqual(['__proto__', 'x'])
  })
})

describe('samples', () => {
  const request = {
    method: 'POST',
    path: '/caf%C3%A9/a%2Fb%3Fcut',
    search: 'a=1&a=%202',
    headers: [
      ['X-Tag', 'one'],
      ['x-tag', 'two'],
      ['Cookie', 'a=1; b=2'],
      ['X-Forwarded-For', '192.0.2.66'],
      ['X-Forwarded-Proto', 'gopher'],
      ['Content-Type', 'application/x-www-form-urlencoded'],
    ],
    body: Buffer.from('x=é'),
    ip: '198.51.100.9',
  } as const

  it('an HTTP API decodes the path up to a ?, and takes cookies out of the headers', () => {
    expect(httpApi.request({ ...request, stage: 'beta' })).toMatchObject({
      rawPath: '/beta/café/a/b',
      rawQueryString: 'a=1&a=%202',
      queryStringParameters: { a: '1, 2' },
      cookies: ['a=1', 'b=2'],
      headers: {
        'x-tag': 'one,two',
        'x-forwarded-for': '192.0.2.66, 198.51.100.9',
        'x-forwarded-proto': 'https',
      },
      requestContext: { http: { path: '/beta/café/a/b', sourceIp: '198.51.100.9' }, stage: 'beta' },
      body: 'x=é',
      isBase64Encoded: false,
    })
    expect(httpApi.request(request)).not.toHaveProperty('headers.cookie')
  })

  it('a Function URL decodes nothing, repeats the cookies and sends forms as base64', () => {
    expect(functionUrl.request(request)).toMatchObject({
      rawPath: '/caf%C3%A9/a%2Fb%3Fcut',
      cookies: ['a=1', 'b=2'],
      headers: { cookie: 'a=1; b=2' },
      requestContext: { accountId: 'anonymous', http: { path: '/café/a/b?cut' }, stage: '$default' },
      body: Buffer.from('x=é').toString('base64'),
      isBase64Encoded: true,
    })
  })

  it('leave out what there is none of', () => {
    const native = httpApi.request({ method: 'GET', path: '/' })
    for (const field of ['cookies', 'queryStringParameters', 'body']) expect(native).not.toHaveProperty(field)
  })

  it.each([
    [httpApi, { id: 7 }, '{"id":7}'],
    [httpApi, 'hi', '"hi"'],
    [functionUrl, 'hi', 'hi'],
    [functionUrl, [1, 2], '[1,2]'],
    [functionUrl, undefined, 'null'],
  ])('$name makes JSON of a result without a status, in its own way: %j', (sample, result, text) => {
    expect(sample.reply(result)).toEqual({
      status: 200,
      headers: [['content-type', 'application/json']],
      body: Buffer.from(text),
    })
  })

  it.each([
    ['a header that is a list', { statusCode: 200, headers: { a: ['x'] } }, /header a is a list/],
    ['cookies in one string', { statusCode: 200, cookies: 'a=1' }, /cookies are no list/],
    ['a body that is no string', { statusCode: 200, body: { a: 1 } }, /body is no string but object/],
    ['a body that is no base64', { statusCode: 200, body: 'é', isBase64Encoded: true }, /no base64/],
    ['a status out of range', { statusCode: 99 }, /status is 99/],
    ['a line break in a header', { statusCode: 200, headers: { a: 'x\r\nb: y' } }, /line break/],
    ['more than 6 MB', { statusCode: 200, body: 'x'.repeat(6_291_556) }, /more than 6291556/],
  ])('refuse %s', (_, envelope, message) => {
    expect(() => httpApi.reply(envelope)).toThrow(message)
    expect(() => functionUrl.reply(envelope)).toThrow(
      expect.objectContaining({ code: 'SAMPAN_BAD_ENVELOPE' }),
    )
  })
})
