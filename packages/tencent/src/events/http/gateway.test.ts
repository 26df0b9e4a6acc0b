import { reply } from '@sampan/core'
import { describe, expect, it, vi } from 'vitest'
import {
  answer,
  apiGatewayEvent,
  cloudBaseEvent,
  functionUrlEvent,
  see,
  wire,
} from '../../../test/support.ts'

describe('API Gateway', () => {
  it('is read by its top-level fields, not by the definition of the API', async () => {
    const native = apiGatewayEvent({ httpMethod: 'DELETE', path: '/shop/7' })
    const seen = await see(native, ({ method, path, url, client, identity, native }) => ({
      method,
      path,
      url,
      ip: client.ip,
      identity,
      native,
    }))
    expect(seen).toEqual({
      method: 'DELETE',
      path: '/shop/7',
      url: 'https://service-0a1b2c3d-1250000001.gz.apigw.tencentcs.com/shop/7',
      ip: '198.51.100.7',
      identity: undefined,
      native,
    })
  })

  it('reads the whole query: text, lists, keys without value', async () => {
    const queryString = { tag: ['a', 'b c'], flag: true, text: 'ü&=', ['__proto__']: 'x' }
    const native = wire(apiGatewayEvent({ queryString, queryStringParameters: { text: 'declared' } }))
    const seen = await see(native, ({ query, search, url }) => ({
      query: Object.entries(query),
      search,
      url,
    }))
    expect(seen.query).toEqual([
      ['tag', ['a', 'b c']],
      ['flag', ''],
      ['text', 'ü&='],
      ['__proto__', 'x'],
    ])
    expect(seen.search).toBe('tag=a&tag=b%20c&flag=&text=%C3%BC%26%3D&__proto__=x')
    expect(new URL(seen.url).searchParams.getAll('tag')).toEqual(['a', 'b c'])
  })

  it('falls back to the declared parameters where there is no queryString', async () => {
    const native = apiGatewayEvent({ queryString: undefined, queryStringParameters: { page: '3' } })
    expect(await see(native, ({ query, search }) => [{ ...query }, search])).toEqual([
      { page: '3' },
      'page=3',
    ])
  })

  it('finds headers in any case', async () => {
    const native = apiGatewayEvent({ headers: { 'User-Agent': 'Ada', 'accept-language': 'zh' } })
    const seen = await see(native, ({ headers }) => [
      headers.get('user-agent'),
      headers.get('Accept-Language'),
    ])
    expect(seen).toEqual(['Ada', 'zh'])
  })

  it('cuts the base path off, and leaves the stage to the native event', async () => {
    const native = apiGatewayEvent({ path: '/release/shop/7' })
    expect(await see(native, (event) => event.path)).toBe('/release/shop/7')
    expect(await see(native, (event) => event.path, { basePath: '/release' })).toBe('/shop/7')
  })

  it.each([
    [{ 'x-api-scheme': 'http' }, 'http:'],
    [{ 'X-Api-Scheme': 'https', 'x-forwarded-proto': 'http' }, 'https:'],
    [{ 'x-forwarded-proto': 'http' }, 'http:'],
    [{}, 'https:'],
  ])('was called by the scheme that the gateway says: %j', async (headers, protocol) => {
    expect(await see(apiGatewayEvent({ headers }), ({ url }) => new URL(url).protocol)).toBe(protocol)
  })

  it('decodes base64 bodies', async () => {
    const native = apiGatewayEvent({ httpMethod: 'POST', body: 'AP+A', isBase64Encoded: true })
    expect(await see(native, async (event) => [...(await event.bytes())])).toEqual([0, 255, 128])
  })

  it('knows a caller by the key pair that the gateway checked', async () => {
    const identity = { secretId: 'AKIDexample' }
    expect(await see(apiGatewayEvent({}, { identity }), (event) => event.identity)).toEqual({
      type: 'key',
      id: 'AKIDexample',
      claims: identity,
    })
  })

  it('counts trusted hops from the address that it saw', async () => {
    const native = apiGatewayEvent({ headers: { 'x-forwarded-for': '192.0.2.1, 203.0.113.4' } })
    expect(await see(native, (event) => event.client.ip)).toBe('198.51.100.7')
    expect(await see(native, (event) => event.client.ip, { trustedHops: 1 })).toBe('203.0.113.4')
  })

  it('is answered with lists for repeated headers, and with an object, not its text', async () => {
    const made = reply(
      201,
      { id: 7 },
      { 'set-cookie': ['a=1; Path=/', 'b=2'], 'x-tag': ['x', 'y'], location: '/7' },
    )
    expect(await answer(apiGatewayEvent(), () => made)).toEqual({
      isBase64Encoded: false,
      statusCode: 201,
      headers: {
        'content-type': 'application/json',
        'set-cookie': ['a=1; Path=/', 'b=2'],
        'x-tag': ['x', 'y'],
        location: '/7',
      },
      body: '{"id":7}',
    })
  })

  it('is answered in base64 where the body is no text', async () => {
    expect(await answer(apiGatewayEvent(), () => new Uint8Array([0, 255]))).toMatchObject({
      isBase64Encoded: true,
      body: 'AP8=',
    })
  })
})

describe('Function URL', () => {
  it('is read as it is documented, without a request context', async () => {
    const seen = await see(functionUrlEvent(), async (event) => ({
      method: event.method,
      path: event.path,
      query: { ...event.query },
      ip: event.client.ip,
      body: await event.json(),
    }))
    expect(seen).toEqual({
      method: 'POST',
      path: '/orders',
      query: { dry: 'yes' },
      ip: '198.51.100.8',
      body: { size: 'L' },
    })
  })

  it('takes the address from the request context, whatever the header claims', async () => {
    const native = functionUrlEvent({ requestContext: { sourceIp: '198.51.100.11' } })
    expect(await see(native, (event) => event.client.ip)).toBe('198.51.100.11')
  })

  it('reads a body that is flagged as base64', async () => {
    const native = functionUrlEvent({ body: 'AP8=', isBase64Encoded: true })
    expect(await see(native, async (event) => [...(await event.bytes())])).toEqual([0, 255])
  })

  it('is answered in the form of API Gateway', async () => {
    const made = reply(200, 'hi', { 'set-cookie': ['a=1', 'b=2'] })
    expect(await answer(functionUrlEvent(), () => made)).toEqual({
      isBase64Encoded: false,
      statusCode: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'set-cookie': ['a=1', 'b=2'] },
      body: 'hi',
    })
  })
})

describe('CloudBase', () => {
  it('has its query among the declared parameters, and no address to trust', async () => {
    const seen = await see(cloudBaseEvent(), ({ path, query, client, url }) => [
      path,
      { ...query },
      client.ip,
      url,
    ])
    expect(seen).toEqual([
      '/carts',
      { page: '2' },
      undefined,
      'https://shop-0a1b2c.service.tcloudbase.com/carts?page=2',
    ])
  })

  it('keeps the values of a repeated key and a repeated header apart', async () => {
    const native = cloudBaseEvent({
      headers: { host: 'shop.example.com', 'x-tag': 'b', accept: '*/*' },
      multiValueHeaders: { host: ['shop.example.com'], 'x-tag': ['a', 'b'] },
      queryStringParameters: { tag: ['7', '77'], page: '2' },
    })
    const seen = await see(native, ({ headers, query, url }) => [
      headers.getAll('X-Tag'),
      headers.get('accept'),
      query['tag'],
      url,
    ])
    expect(seen).toEqual([
      ['a', 'b'],
      '*/*',
      ['7', '77'],
      'https://shop.example.com/carts?tag=7&tag=77&page=2',
    ])
    expect(
      await see(cloudBaseEvent({ multiValueHeaders: 5 }), ({ headers }) => headers.get('x-real-ip')),
    ).toBe('192.0.2.66')
  })

  it('is answered with one value a header, and says once that cookies were lost', async () => {
    const written: string[] = []
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((line) => written.push(String(line)) > 0)
    try {
      const first = (await answer(cloudBaseEvent(), twoCookies)) as { headers: object }
      await answer(cloudBaseEvent(), twoCookies)
      expect(first.headers).toEqual({
        'content-type': 'text/plain; charset=utf-8',
        'set-cookie': 'b=2',
        vary: 'accept, origin',
      })
    } finally {
      spy.mockRestore()
    }
    expect(written.filter((line) => line.includes('SAMPAN_COOKIES_LOST'))).toHaveLength(1)
    expect(written.join('')).toContain('CloudBase')
  })
})

describe('limits', () => {
  it.each([
    ['API Gateway', apiGatewayEvent()],
    ['Function URL', functionUrlEvent()],
    ['CloudBase', cloudBaseEvent()],
  ])('%s takes 6 MiB of envelope and not a byte more', async (_, native) => {
    const empty = (await answer(native, () => reply(200, '', { 'content-type': 'text/plain' }))) as object
    const room = 6 * 1024 * 1024 - Buffer.byteLength(JSON.stringify(empty))
    const spy = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    try {
      expect(await answer(native, fill(room))).toMatchObject({ statusCode: 200 })
      expect(await answer(native, fill(room + 1))).toMatchObject({ statusCode: 500 })
      expect(String(spy.mock.calls)).toContain('SAMPAN_REPLY_TOO_LARGE')
    } finally {
      spy.mockRestore()
    }
  })
})

function twoCookies(): unknown {
  return reply(200, 'hi', { 'set-cookie': ['a=1', 'b=2'], vary: ['accept', 'origin'] })
}

function fill(size: number): () => unknown {
  return () => reply(200, 'x'.repeat(size), { 'content-type': 'text/plain' })
}
