import { EventEmitter, once } from 'node:events'
import { createReadStream } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type HttpEvent, HttpError, http, on, type Reply, reply, use } from '@sampan/core'
import { expect, test } from 'vitest'
import { captureOutput, eventually, exchange, get, running, wire } from '../test/wire.ts'

test('values, text, bytes and nothing leave with their length', async () => {
  const bodies: Record<string, unknown> = {
    '/json': { grüße: 1 },
    '/text': 'grüße',
    '/bytes': Uint8Array.of(0, 255),
    '/empty': '',
    '/reply': reply(201, { id: 7 }, { location: '/items/7' }),
    '/bare': reply(200),
  }
  const server = await running(on(http(), ({ path }) => bodies[path]))
  const answer = async (path: string): Promise<unknown[]> => {
    const response = await fetch(server.url + path)
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(response.headers.get('content-length')).toBe(String(bytes.length))
    expect(response.headers.has('transfer-encoding')).toBe(false)
    return [response.status, response.headers.get('content-type'), bytes.toString()]
  }
  expect(await answer('/json')).toEqual([200, 'application/json', '{"grüße":1}'])
  expect(await answer('/text')).toEqual([200, 'text/plain; charset=utf-8', 'grüße'])
  expect((await answer('/bytes')).slice(0, 2)).toEqual([200, 'application/octet-stream'])
  expect(await answer('/empty')).toEqual([200, 'text/plain; charset=utf-8', ''])
  expect(await answer('/reply')).toEqual([201, 'application/json', '{"id":7}'])
  expect(await answer('/bare')).toEqual([200, null, ''])
})

test('HEAD, 204 and 304 have no body, and the next reply of the connection is whole', async () => {
  const replies: Record<string, Reply> = {
    '/head': reply(200, 'long body'),
    '/204': reply(204, 'x'),
    '/304': reply(304, 'x', { etag: '"1"' }),
    '/205': reply(205, 'x'),
  }
  const server = await running(on(http(), ({ path }) => replies[path] ?? 'after'))
  const line = await wire(server)
  line.send('HEAD /head HTTP/1.1\r\nHost: a\r\n\r\n')
  for (const path of ['/204', '/304', '/205', '/last']) line.send(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`)
  const raw = await line.until(/after$/)
  expect(raw.match(/HTTP\/1.1 \d+/g)).toEqual([200, 204, 304, 205, 200].map((status) => `HTTP/1.1 ${status}`))
  expect(raw).not.toContain('long body')
  const [head, none, unchanged, reset] = raw.split('\r\n\r\n') as [string, string, string, string]
  expect(head).not.toMatch(/transfer-encoding|content-length/i)
  expect(none).not.toMatch(/transfer-encoding|content-length/i)
  expect(unchanged).toContain('etag: "1"')
  expect(reset).toContain('content-length: 0')
})

test('several cookies and other repeated headers leave as lines of their own', async () => {
  const server = await running(
    on(http(), () => reply(200, 'x', { 'set-cookie': ['a=1; Path=/', 'b=2, 3'], link: ['</a>', '</b>'] })),
  )
  const raw = await exchange(server, get('/'))
  expect(raw.match(/set-cookie: .*/g)).toEqual(['set-cookie: a=1; Path=/', 'set-cookie: b=2, 3'])
  expect(raw.match(/link: .*/g)).toEqual(['link: </a>', 'link: </b>'])
  expect((await fetch(server.url)).headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2, 3'])
})

test('what is about the connection is the server’s to say', async () => {
  const upstream = new Response('proxied', {
    headers: {
      connection: 'close',
      'keep-alive': 'timeout=1',
      'content-length': '999',
      trailer: 'x',
    },
  })
  const server = await running(on(http(), () => upstream))
  const line = (await wire(server)).send('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  const raw = await line.until(/proxied\r\n0\r\n\r\n$/)
  expect(raw).not.toMatch(/connection: close|timeout=1\b|999|trailer/i)
})

test('a reply that a function keeps serves many requests', async () => {
  const kept = reply(200, 'kept', { 'x-kept': 'yes' })
  const server = await running(on(http(), () => kept))
  await fetch(server.url, { method: 'HEAD' })
  for (let i = 0; i < 3; i++) expect(await (await fetch(server.url)).text()).toBe('kept')
})

async function* words(): AsyncGenerator<string | Uint8Array> {
  yield 'one '
  yield ''
  yield Buffer.from('two ')
  await sleep(5)
  yield 'three'
}

test('every kind of stream leaves in chunks', async () => {
  const text = 'one two three'
  const bodies: Record<string, () => unknown> = {
    '/generator': words,
    '/web': () => ReadableStream.from(words()),
    '/node': () => Readable.from(words()),
    '/response': () => new Response(text),
    '/reply-of-response': () => reply(200, new Response(text)),
    '/blob': () => new Blob([text]),
    '/file': () =>
      createReadStream(new URL('./reply.test.ts', import.meta.url))
        .take(1)
        .map(() => text),
    '/nothing': async function* () {},
    '/empty': () => new Response(null, { status: 200 }),
  }
  const server = await running(on(http(), ({ path }) => bodies[path]!()))
  for (const path of Object.keys(bodies).slice(0, -2)) {
    expect(path + (await (await fetch(server.url + path)).text())).toBe(path + text)
  }
  expect(await (await fetch(`${server.url}/nothing`)).text()).toBe('')
  expect(await (await fetch(`${server.url}/empty`)).text()).toBe('')
})

test('an HTTP/1.0 client is given the body without chunks, and the end of it by the connection', async () => {
  const server = await running(
    on(http(), async function* () {
      yield 'one '
      yield 'two'
    }),
  )
  const raw = await exchange(server, 'GET / HTTP/1.0\r\n\r\n')
  expect(raw).toMatch(/\r\n\r\none two$/)
  expect(raw).not.toMatch(/transfer-encoding/i)
})

async function* failing(error: Error): AsyncGenerator<string> {
  await sleep(5)
  yield await Promise.reject<string>(error)
}

test('a failure before the first byte is a problem reply', async () => {
  const output = captureOutput()
  const bodies: Record<string, () => AsyncIterable<string>> = {
    '/known': () => failing(new HttpError(409, 'not now')),
    '/unknown': () => failing(new Error('secret')),
    '/value': async function* () {
      yield 7 as never
    },
  }
  const server = await running(on(http(), ({ path }) => bodies[path]!()))
  const known = await fetch(`${server.url}/known`)
  expect([known.status, known.headers.get('content-type')]).toEqual([409, 'application/problem+json'])
  expect(await known.json()).toMatchObject({ detail: 'not now' })
  for (const path of ['/unknown', '/value']) {
    const response = await fetch(server.url + path)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret')
  }
  expect(output.text).toContain('secret')
  expect(output.text).toContain('SAMPAN_BAD_RESULT')
})

test('a failure after the first byte breaks the reply off, so that no client takes it for whole', async () => {
  const output = captureOutput()
  let closed = false
  const server = await running(
    on(http(), async function* () {
      try {
        yield 'first'
        await sleep(20)
        throw new Error('halfway')
      } finally {
        closed = true
      }
    }),
  )
  await expect(fetch(server.url).then((response) => response.text())).rejects.toThrow('terminated')
  const raw = await exchange(server, get('/'))
  expect(raw).toContain('first')
  expect(raw).not.toMatch(/\r\n0\r\n/)
  expect(closed).toBe(true)
  expect(output.text).toContain('halfway')
  // HTTP/1.0 has no last chunk: only a reset tells.
  const line = await wire(server)
  const reset = once(line.socket, 'close').then(
    () => 'closed',
    (error: NodeJS.ErrnoException) => error.code,
  )
  line.send('GET / HTTP/1.0\r\n\r\n')
  expect(await reset).toBe('ECONNRESET')
})

test('the work of waitUntil does not delay the break', async () => {
  captureOutput()
  const server = await running(
    on(http(), (_event, context) => {
      context.waitUntil(sleep(1500))
      return (async function* () {
        yield 'first'
        throw new Error('halfway')
      })()
    }),
  )
  const started = performance.now()
  await exchange(server, get('/'))
  expect(performance.now() - started).toBeLessThan(1000)
})

test('a header that would forge another is a 500, whoever put it there', async () => {
  const output = captureOutput()
  const forge = use((_event, _context, next) =>
    Promise.resolve(next()).then((made) => {
      ;(made as unknown as Reply).headers['x-name'] = 'a\r\nset-cookie: evil=1'
      return made
    }),
  )
  let stopped = false
  const body = async function* (): AsyncGenerator<string> {
    try {
      yield 'x'
      yield 'y'
    } finally {
      stopped = true
    }
  }
  const server = await running(forge.on(http(), ({ path }) => reply(200, path === '/stream' ? body() : 'x')))
  for (const path of ['/', '/stream']) {
    const response = await fetch(server.url + path, { headers: { 'x-request-id': 'call-7' } })
    expect([response.status, response.headers.get('content-type')]).toEqual([500, 'application/problem+json'])
    expect(response.headers.get('set-cookie')).toBe(null)
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      requestId: 'call-7',
    })
  }
  expect(stopped).toBe(true)
  expect(output.text).toContain('ERR_INVALID_CHAR')
})

test('an unexpected error shows the caller an id and nothing else', async () => {
  const output = captureOutput()
  const server = await running(
    on(http(), () => {
      throw new Error('database password')
    }),
  )
  const response = await fetch(server.url, { headers: { 'x-request-id': 'call-8' } })
  expect(response.status).toBe(500)
  expect(await response.text()).toBe(
    '{"type":"about:blank","title":"Internal Server Error","status":500,"requestId":"call-8"}',
  )
  expect(output.text).toContain('database password')
})

test('a slow reader slows the function down: what it has not read is not made', async () => {
  let made = 0
  const chunk = Buffer.alloc(64 * 1024, 'x')
  const server = await running(
    on(http(), async function* () {
      for (; made < 400; made++) yield chunk
    }),
  )
  const line = await wire(server)
  line.socket.pause()
  line.send(get('/'))
  await sleep(300)
  // 25 MB in all; the buffers of two sockets hold a few.
  const before = made
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(300)
  await sleep(100)
  expect(made).toBe(before)
  line.socket.resume()
  const raw = await line.closed
  expect(made).toBe(400)
  expect(raw.length).toBeGreaterThan(400 * chunk.length)
})

test('an event stream begins with its headers, before there is an event', async () => {
  const gate = new EventEmitter()
  const server = await running(
    on(http(), () =>
      reply(
        200,
        (async function* () {
          await once(gate, 'open')
          yield 'data: 1\n\n'
        })(),
        { 'content-type': 'text/event-stream' },
      ),
    ),
  )
  const response = await fetch(server.url)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  gate.emit('open')
  expect(await response.text()).toBe('data: 1\n\n')
})

test('waitUntil: the reply does not wait, and the work goes on after it', async () => {
  let done = false
  const server = await running(
    on(http(), (_event, context) => {
      context.waitUntil(sleep(200).then(() => (done = true)))
      return 'early'
    }),
  )
  expect(await (await fetch(server.url)).text()).toBe('early')
  expect(done).toBe(false)
  await eventually(
    () => done,
    () => 'the work was not done',
  )
})

test('the function’s own types of reply pass through the pipeline of fetch', async () => {
  const server = await running(
    on(
      http(),
      (event: HttpEvent) => new Response(event.request.url, { status: 203, headers: { 'x-a': 'b' } }),
    ),
  )
  const request = httpRequest(server.url, { path: '/x?y=%20', agent: false }).end()
  const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage]
  expect(response.statusCode).toBe(203)
  expect(response.headers['x-a']).toBe('b')
  const body = await response.toArray()
  expect(Buffer.concat(body as Buffer[]).toString()).toBe(`${server.url}/x?y=%20`)
})
