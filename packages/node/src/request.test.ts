import { type HttpEvent, http, on, reply } from '@sampan/core'
import { expect, test } from 'vitest'
import { exchange, get, running, wire } from '../test/wire.ts'

/** What the function saw, as JSON. */
const seen = on(http(), ({ method, path, search, url, headers, client, query }) => ({
  method,
  path,
  search,
  query,
  url,
  client,
  tags: headers.getAll('x-tag'),
  tag: headers.get('X-Tag'),
  cookie: headers.get('cookie'),
  host: headers.get('host'),
}))

function bodyOf(raw: string): any {
  return JSON.parse(Buffer.from(raw.slice(raw.indexOf('\r\n\r\n') + 4), 'latin1').toString('utf8'))
}

test('a path and a query stay encoded as they were sent', async () => {
  const server = await running(seen)
  for (const [target, path, search] of [
    ['/users/J%C3%BCrgen%2Fx?q=%20a+b&q=%25', '/users/J%C3%BCrgen%2Fx', 'q=%20a+b&q=%25'],
    ['/a/../b/./c', '/a/../b/./c', ''],
    ['/%zz%', '/%zz%', ''],
    ['/', '/', ''],
    ['/?', '/', ''],
    ['/a??b=?', '/a', '?b=?'],
    ['/{}"^`|', '/%7B%7D%22%5E%60%7C', ''],
  ]) {
    expect(bodyOf(await exchange(server, get(target!)))).toMatchObject({ path, search })
  }
})

test('targets of every form that HTTP knows, and what it does not know, stay inside the path', async () => {
  const server = await running(seen)
  const at = `shop.test`
  for (const [target, path, search, url] of [
    ['//evil.test/x?y', '//evil.test/x', 'y', `http://${at}//evil.test/x?y`],
    ['http://other.test:81/a?b', '/a', 'b', 'http://other.test:81/a?b'],
    ['http://other.test?b', '/', 'b', 'http://other.test/?b'],
    ['http://u:p@evil.test/a', '/a', '', `http://${at}/a`],
    ['/a#b?c#d', '/a%23b', 'c#d', `http://${at}/a%23b?c%23d`],
    ['*', '/*', '', `http://${at}/*`],
    ['/http://evil.test/', '/http://evil.test/', '', `http://${at}/http://evil.test/`],
  ]) {
    expect(bodyOf(await exchange(server, get(target!)))).toMatchObject({ path, search, url })
  }
})

test('repeated headers, cookies and query keys are all there', async () => {
  const server = await running(seen)
  const raw = await exchange(
    server,
    get('/?a=1&a=2&b=', 'X-Tag: one', 'Cookie: a=1', 'x-tag: two, three', 'Cookie: b=2', '__proto__: x'),
  )
  expect(bodyOf(raw)).toMatchObject({
    tags: ['one', 'two, three'],
    tag: 'one, two, three',
    cookie: 'a=1; b=2',
    query: { a: ['1', '2'], b: '' },
  })
})

test('two Host headers make no host', async () => {
  const server = await running(seen)
  expect(bodyOf(await exchange(server, get('/', 'Host: evil.test')))).toMatchObject({
    host: 'shop.test, evil.test',
    url: 'http://localhost/',
  })
})

test('a client cannot say who it is, over which scheme it came, or that a platform called', async () => {
  const server = await running(
    on(http(), ({ client, url }, { provider, credentials, functionName, region }) => ({
      client,
      url,
      provider,
      credentials,
      functionName,
      region,
    })),
  )
  const raw = await exchange(
    server,
    get(
      '/',
      'X-Forwarded-For: 203.0.113.9',
      'X-Forwarded-Proto: https',
      'X-Real-IP: 203.0.113.9',
      'X-Fc-Client-Ip: 203.0.113.9',
      'X-Fc-Access-Key-Id: id',
      'X-Fc-Access-Key-Secret: secret',
      'X-Fc-Function-Name: fake',
      'X-Fc-Region: fake',
      'X-Scf-Remote-Addr: 203.0.113.9',
      'X-Scf-Secret-Id: id',
      'X-Scf-Secret-Key: secret',
      'X-Scf-Name: fake',
      'X-Scf-Region: fake',
    ),
  )
  expect(bodyOf(raw)).toEqual({
    client: { ip: '127.0.0.1' },
    url: 'http://shop.test/',
    provider: 'node',
    functionName: '',
    region: '',
  })
})

test('behind trusted proxies their headers count, as many of them as there are', async () => {
  const lines = ['X-Forwarded-For: 192.0.2.1, 198.51.100.2, 10.0.0.3', 'X-Forwarded-Proto: http, https, http']
  for (const [trustedHops, ip, scheme] of [
    [1, '10.0.0.3', 'http'],
    [2, '198.51.100.2', 'https'],
    [3, '192.0.2.1', 'http'],
    [9, '192.0.2.1', 'http'],
  ] as const) {
    const server = await running(seen, { trustedHops })
    expect(bodyOf(await exchange(server, get('/', ...lines)))).toMatchObject({
      client: { ip },
      url: `${scheme}://shop.test/`,
    })
  }
  const server = await running(seen, { trustedHops: 1 })
  expect(bodyOf(await exchange(server, get('/', 'X-Forwarded-Proto: gopher')))).toMatchObject({
    client: { ip: '127.0.0.1' },
    url: 'http://shop.test/',
  })
})

test('an IPv4 caller of an IPv6 socket has an IPv4 address', async () => {
  const server = await running(seen, { host: '::' })
  expect(server.address).toBe('::')
  expect(server.url).toBe(`http://localhost:${server.port}`)
  expect(bodyOf(await exchange(server, get('/')))).toMatchObject({ client: { ip: '127.0.0.1' } })
})

test('the base path is cut off, and only as whole segments', async () => {
  const server = await running(seen, { basePath: '/shop' })
  expect(bodyOf(await exchange(server, get('/shop/a')))).toMatchObject({ path: '/a' })
  expect(bodyOf(await exchange(server, get('/shopping')))).toMatchObject({ path: '/shopping' })
})

test('a request id is taken over when it is fit for a log, and made when it is not', async () => {
  const server = await running(on(http(), (_event, { requestId }) => requestId))
  const id = async (...lines: string[]): Promise<string> =>
    (await exchange(server, get('/', ...lines))).split('\r\n\r\n')[1]!
  expect(await id('X-Request-Id: abc-123')).toBe('abc-123')
  const made = await id()
  expect(made).toMatch(/^[\da-f]{8}-[\da-f]{4}-4/)
  expect(await id()).not.toBe(made)
  for (const bad of ['a b', 'x'.repeat(129), 'caf\xe9', 'a", "level":"error']) {
    expect(await id(`X-Request-Id: ${bad}`)).toMatch(/^[\da-f]{8}-/)
  }
  expect(await id(`X-Request-Id: ${'x'.repeat(128)}`)).toBe('x'.repeat(128))
})

test('the id of a call is one id, however often it is asked for', async () => {
  const server = await running(on(http(), (_event, context) => [context.requestId, context.requestId]))
  const [first, second] = (await (await fetch(server.url)).json()) as string[]
  expect(first).toBe(second)
})

test('event.native is the request of Node, and event.request that of fetch', async () => {
  const server = await running(
    on(http(), async (event: HttpEvent, context) => {
      const native = event.native as { method: string; socket: object }
      return {
        native: native.method,
        same: (context.native as { request: unknown }).request === native,
        url: event.request.url,
        text: await event.request.text(),
        type: event.request.headers.get('content-type'),
      }
    }),
  )
  const response = await fetch(`${server.url}/a?b=1`, { method: 'POST', body: 'grüße' })
  expect(await response.json()).toEqual({
    native: 'POST',
    same: true,
    url: `${server.url}/a?b=1`,
    text: 'grüße',
    type: 'text/plain;charset=UTF-8',
  })
})

test('methods: custom ones arrive, TRACE and CONNECT are refused, nonsense is a 400', async () => {
  const server = await running(seen)
  expect((await fetch(server.url, { method: 'PURGE' })).status).toBe(200)
  expect(await exchange(server, get('/').replace('GET', 'TRACE'))).toMatch(
    /^HTTP\/1.1 405 [\s\S]*allow: GET, HEAD/,
  )
  expect(await exchange(server, get('shop.test:443').replace('GET', 'CONNECT'))).toMatch(/^HTTP\/1.1 405 /)
  for (const raw of [
    'GET / HTTP/1.1\r\n\r\n',
    'G@T / HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET nonsense HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET / HTTP/9.9\r\nHost: a\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
  ]) {
    expect(`${raw} => ${await exchange(server, raw)}`).toMatch(/ => HTTP\/1.1 400 /)
  }
  expect(await exchange(server, get('/', `X-Long: ${'x'.repeat(20_000)}`))).toMatch(/^HTTP\/1.1 431 /)
  expect((await fetch(server.url)).status).toBe(200)
})

test('an upgrade is not made, and the request answered as any other', async () => {
  const server = await running(on(http('GET /'), () => 'plain'))
  const upgrade = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
  ]
  const line = (await wire(server)).send(`GET / HTTP/1.1\r\nHost: a\r\n${upgrade.join('\r\n')}\r\n\r\n`)
  expect(await line.until(/plain/)).toMatch(/^HTTP\/1.1 200 OK/)
  // The connection still speaks HTTP/1.1.
  line.send('GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n')
  expect(await line.until(/404 Not Found/)).not.toContain('101')
})

test('several functions share a server', async () => {
  const server = await running(
    on(http('GET /a'), () => 'a'),
    on(http('POST /a'), () => reply(201, 'made')),
  )
  expect(await (await fetch(`${server.url}/a`)).text()).toBe('a')
  expect((await fetch(`${server.url}/a`, { method: 'POST' })).status).toBe(201)
  expect((await fetch(`${server.url}/a`, { method: 'DELETE' })).status).toBe(405)
  expect((await fetch(`${server.url}/b`)).status).toBe(404)
})
