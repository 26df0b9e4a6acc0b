import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { fromFetch, type HttpError, type HttpEvent, http, on, type SampanError } from '@sampan/core'
import { expect, test } from 'vitest'
import { captureOutput, eventually, exchange, running, wire } from '../test/wire.ts'

const length = on(http(), async (event) => (await event.bytes()).length)
const ignore = on(http(), () => 'not read')

function post(lines: string[], body = ''): string {
  return ['POST / HTTP/1.1', 'Host: a', ...lines, '', body].join('\r\n')
}

function chunked(...chunks: string[]): string {
  return [...chunks, ''].map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')
}

test('bodies arrive whole: with a length, in chunks, or not at all', async () => {
  const server = await running(on(http(), async (event) => [...(await event.bytes())]))
  const send = async (body?: Uint8Array | ReadableStream): Promise<unknown> =>
    (await fetch(server.url, { method: 'POST', duplex: 'half', ...(body && { body }) })).json()
  expect(await send()).toEqual([])
  expect(await send(Uint8Array.of(0, 255, 13, 10))).toEqual([0, 255, 13, 10])
  const stream = new ReadableStream({
    async start(controller) {
      controller.enqueue(Uint8Array.of(1))
      await sleep(20)
      controller.enqueue(Uint8Array.of(2))
      controller.close()
    },
  })
  expect(await send(stream)).toEqual([1, 2])
})

test('a body streams: the function reads the first chunk before the last is sent', async () => {
  const server = await running(on(http(), (event) => event.request.body))
  const line = (await wire(server)).send(post(['Transfer-Encoding: chunked'], '5\r\nfirst\r\n'))
  expect(await line.until(/first/)).not.toContain('second')
  line.send('6\r\nsecond\r\n0\r\n\r\n')
  expect(await line.until(/\r\n0\r\n\r\n$/)).toContain('second')
})

test('a body at the limit is taken; one byte more is a 413, whether it is declared or not', async () => {
  const server = await running(length, { maxBodyBytes: 1000 })
  const full = 'x'.repeat(1000)
  expect(await (await fetch(server.url, { method: 'POST', body: full })).text()).toBe('1000')
  const declared = await fetch(server.url, { method: 'POST', body: `${full}x` })
  expect(declared.status).toBe(413)
  expect(await declared.json()).toMatchObject({ status: 413, code: 'SAMPAN_BODY_TOO_LARGE' })
  const line = await wire(server)
  line.send(post(['Transfer-Encoding: chunked'], chunked(full)))
  expect(await line.until(/\r\n\r\n1000/)).toMatch(/^HTTP\/1.1 200 /)
  line.send(post(['Transfer-Encoding: chunked'], chunked(full, 'x')))
  expect(await line.until(/SAMPAN_BODY_TOO_LARGE/)).toContain('HTTP/1.1 413 ')
  // What was left of the body was read away, and the connection serves on.
  line.send(post(['Content-Length: 3'], 'abc'))
  await line.until(/\r\n\r\n3$/)
})

test('a client that lies about its length gains nothing', async () => {
  const server = await running(length, { maxBodyBytes: 1000 })
  // Less declared than sent: the rest is the next request, and no valid one.
  const less = (await wire(server)).send(post(['Content-Length: 2'], 'ab'))
  expect(await less.until(/\r\n\r\n2$/)).toMatch(/^HTTP\/1.1 200 /)
  expect(await less.send('cdEVIL').closed).toMatch(/2HTTP\/1.1 400 /)
  // More declared than sent.
  const more = (await wire(server)).send(post(['Content-Length: 900'], 'ab'))
  more.socket.end()
  expect(await more.closed).toMatch(/^HTTP\/1.1 400 /)
})

test('an endless body is answered while it is sent, and cut off in the end', async () => {
  const server = await running(length, { maxBodyBytes: 1000 })
  const line = (await wire(server)).send(post(['Transfer-Encoding: chunked']))
  const timer = setInterval(() => line.send(chunked('x'.repeat(500)).slice(0, -5)), 5)
  try {
    await line.until(/^HTTP\/1.1 413 /)
    const answered = performance.now()
    await line.closed
    const lingered = performance.now() - answered
    expect(lingered).toBeGreaterThan(3000)
    expect(lingered).toBeLessThan(8000)
  } finally {
    clearInterval(timer)
  }
}, 15_000)

test('a fetch client is given the 413 of an upload far larger than the limit', async () => {
  const server = await running(length, { maxBodyBytes: 1000 })
  const response = await fetch(server.url, { method: 'POST', body: new Uint8Array(20_000_000) })
  expect(response.status).toBe(413)
  expect(await response.json()).toMatchObject({ code: 'SAMPAN_BODY_TOO_LARGE' })
})

test('a body that no function reads holds up neither the reply nor the connection', async () => {
  const server = await running(ignore)
  const line = (await wire(server)).send(post(['Content-Length: 200000'], 'x'.repeat(100_000)))
  await line.until(/not read/)
  line.send('x'.repeat(100_000), post(['Content-Length: 2'], 'ab'))
  expect(await line.until(/not read[\s\S]*not read/)).not.toContain('HTTP/1.1 400')
})

test('a reader that stops halfway does not hold up the connection', async () => {
  const server = await running(
    on(http(), async (event: HttpEvent) => {
      const reader = event.request.body!.getReader()
      return (await reader.read()).value!.length > 0
    }),
  )
  const line = (await wire(server)).send(post(['Content-Length: 400000'], 'x'.repeat(200_000)))
  await line.until(/true/)
  line.send('x'.repeat(200_000), post(['Content-Length: 2'], 'ab'))
  expect(await line.until(/true[\s\S]*true/)).not.toContain('HTTP/1.1 400')
})

test('work after the reply can still read the body it has begun to read', async () => {
  const read: number[] = []
  const server = await running(
    on(http(), (event, context) => {
      context.waitUntil(event.bytes().then((bytes) => read.push(bytes.length)))
      return 'accepted'
    }),
  )
  const line = (await wire(server)).send(post(['Content-Length: 200000'], 'x'.repeat(100_000)))
  await line.until(/accepted/)
  line.send('x'.repeat(100_000))
  await eventually(
    () => read.length > 0,
    () => 'the body was not read',
  )
  expect(read).toEqual([200_000])
})

test('work that begins to read after the reply is told that the body is gone', async () => {
  const codes: unknown[] = []
  const server = await running(
    on(http(), (event) => {
      void sleep(60)
        .then(() => event.bytes())
        .catch((error: SampanError) => codes.push(error.code))
      return 'accepted'
    }),
  )
  const line = (await wire(server)).send(post(['Content-Length: 200000'], 'x'))
  await line.until(/accepted/)
  await eventually(
    () => codes.length > 0,
    () => 'the body was not refused',
  )
  expect(codes).toEqual(['SAMPAN_BODY_DROPPED'])
})

test('an aborted upload ends the reading, and is no fault to be logged', async () => {
  const output = captureOutput()
  const errors: HttpError[] = []
  const server = await running(
    on(http(), async (event) => {
      await event.bytes().catch((error: HttpError) => {
        errors.push(error)
        throw error
      })
    }),
  )
  const line = (await wire(server)).send(post(['Content-Length: 1000'], 'half'))
  await sleep(50)
  line.socket.destroy()
  await eventually(
    () => errors.length > 0,
    () => 'the reading did not end',
  )
  expect(errors[0]).toMatchObject({ name: 'AbortError', status: 499, code: 'SAMPAN_CLIENT_GONE' })
  await server.close()
  expect(output.text).toBe('')
})

test('Expect: 100-continue: the body is asked for when it is read', async () => {
  const server = await running(length, { maxBodyBytes: 1000 })
  const request = httpRequest(server.url, {
    method: 'POST',
    headers: { expect: '100-continue', 'content-length': 4 },
  })
  request.flushHeaders()
  await once(request, 'continue')
  request.end('body')
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream & { statusCode: number }]
  expect(response.statusCode).toBe(200)
  response.resume()
})

test('Expect: 100-continue: a body that is too large, or not read, is never sent', async () => {
  for (const [functionOf, status] of [
    [length, 413],
    [ignore, 200],
  ] as const) {
    const server = await running(functionOf, { maxBodyBytes: 1000 })
    const raw = await exchange(server, post(['Expect: 100-continue', 'Content-Length: 100000']))
    expect(raw).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    // The client may send its body or its next request now: only a closed connection cannot confuse the two.
    expect(raw.toLowerCase()).toContain('connection: close')
  }
})

test('Expect: another expectation is a 417', async () => {
  const server = await running(length)
  expect(await exchange(server, post(['Expect: tea', 'Connection: close', 'Content-Length: 0']))).toMatch(
    /^HTTP\/1.1 417 /,
  )
})

test('a fetch-style app is refused a declared oversize body before it runs', async () => {
  let ran = false
  const app = fromFetch(async (request) => {
    ran = true
    return new Response(String((await request.arrayBuffer()).byteLength))
  })
  const server = await running(on(http(), app), { maxBodyBytes: 10 })
  expect((await fetch(server.url, { method: 'POST', body: 'x'.repeat(11) })).status).toBe(413)
  expect(ran).toBe(false)
  expect(await (await fetch(server.url, { method: 'POST', body: 'x'.repeat(10) })).text()).toBe('10')
})

test('maxBodyBytes: Infinity takes everything, 0 nothing', async () => {
  const all = await running(length, { maxBodyBytes: Infinity })
  expect(await (await fetch(all.url, { method: 'POST', body: new Uint8Array(11_000_000) })).text()).toBe(
    '11000000',
  )
  const none = await running(length, { maxBodyBytes: 0 })
  expect((await fetch(none.url, { method: 'POST', body: 'x' })).status).toBe(413)
  expect((await fetch(none.url, { method: 'POST' })).status).toBe(200)
  const usual = await running(length)
  expect((await fetch(usual.url, { method: 'POST', body: new Uint8Array(10_485_761) })).status).toBe(413)
})
