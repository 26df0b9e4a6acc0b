import { EventEmitter, once } from 'node:events'
import { Agent, request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { fromFetch, http, on, reply } from '@sampan/core'
import { expect, test } from 'vitest'
import { captureOutput, eventually, get, running, wire } from '../test/wire.ts'

test('1,000 requests over one connection, each answered with its own', async () => {
  const ports = new Set<number>()
  const server = await running(
    on(http('GET /n/:n'), ({ params, native }) => {
      ports.add((native as { socket: { remotePort: number } }).socket.remotePort)
      return params.n
    }),
  )
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (let n = 0; n < 1000; n++) {
    const request = httpRequest(`${server.url}/n/${n}`, { agent }).end()
    const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage]
    expect(Buffer.concat((await response.toArray()) as Buffer[]).toString()).toBe(String(n))
  }
  agent.destroy()
  expect(ports.size).toBe(1)
}, 30_000)

test('pipelined requests are answered in their order, the slow first one too', async () => {
  const server = await running(
    on(http('GET /:ms'), async ({ params }) => {
      await sleep(Number(params.ms))
      return reply(
        200,
        (async function* () {
          yield `<${params.ms}`
          yield '>'
        })(),
      )
    }),
  )
  const line = await wire(server)
  const order = [80, 40, 0, 20, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
  line.send(order.map((ms) => `GET /${ms} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''))
  const raw = await line.until(/<10[\s\S]*\r\n0\r\n\r\n$/)
  expect(raw.match(/<\d+/g)).toEqual(order.map((ms) => `<${ms}`))
})

test('pipelined requests of a client that went away do not keep the server busy', async () => {
  const output = captureOutput()
  const signals: AbortSignal[] = []
  const server = await running(
    on(http(), async (_event, { signal }) => {
      signals.push(signal)
      await once(signal, 'abort')
      return (async function* () {
        for (;;) yield 'x'.repeat(100_000)
      })()
    }),
  )
  const line = (await wire(server)).send('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(20))
  await eventually(
    () => signals.length === 20,
    () => `${signals.length} began`,
  )
  line.socket.destroy()
  await eventually(
    () => signals.every((signal) => signal.aborted),
    () => 'some were not told',
  )
  const started = performance.now()
  await server.close()
  expect(performance.now() - started).toBeLessThan(1000)
  expect(output.text).toBe('')
})

test('context.signal aborts when the client goes away, and the failure that follows is not logged', async () => {
  const output = captureOutput()
  const reasons: unknown[] = []
  const server = await running(
    on(http(), async (_event, { signal }) => {
      await sleep(5000, undefined, { signal }).catch(() => {
        reasons.push(signal.reason)
        throw signal.reason
      })
    }),
  )
  const line = (await wire(server)).send(get('/'))
  await sleep(50)
  line.socket.destroy()
  await eventually(
    () => reasons.length > 0,
    () => 'nothing was aborted',
  )
  expect(reasons[0]).toMatchObject({ name: 'AbortError', code: 'SAMPAN_CLIENT_GONE' })
  await server.close()
  expect(output.text).toBe('')
})

test('a signal that is first asked for after the client went away is aborted already', async () => {
  const aborted: boolean[] = []
  const server = await running(
    on(http(), async (_event, context) => {
      await sleep(100)
      aborted.push(context.signal.aborted)
    }),
  )
  const line = (await wire(server)).send(get('/'))
  await sleep(30)
  line.socket.destroy()
  await eventually(
    () => aborted.length > 0,
    () => 'the function did not end',
  )
  expect(aborted).toEqual([true])
})

test('a signal does not abort after the reply, though the connection is closed', async () => {
  const signals: AbortSignal[] = []
  const server = await running(
    on(http(), (_event, { signal }) => {
      signals.push(signal)
      return 'done'
    }),
  )
  const line = (await wire(server)).send(get('/'))
  await line.closed
  line.socket.destroy()
  await sleep(50)
  expect(signals.map((signal) => signal.aborted)).toEqual([false])
})

test('half a connection is none: a client that closes its side has gone, as for Node and nginx', async () => {
  const signals: AbortSignal[] = []
  const server = await running(
    on(http(), async (_event, { signal }) => {
      signals.push(signal)
      await once(signal, 'abort')
    }),
  )
  const line = (await wire(server)).send(get('/'))
  await eventually(
    () => signals.length > 0,
    () => 'no call began',
  )
  line.socket.end()
  expect(await line.closed).toBe('')
  expect(signals[0]!.aborted).toBe(true)
})

test('a client that goes away stops what makes the body, though it waits for something else', async () => {
  const output = captureOutput()
  const stopped: string[] = []
  const bodies: Record<string, () => unknown> = {
    '/web': () =>
      new ReadableStream({
        start: (controller) => controller.enqueue(Buffer.from('first')),
        cancel: () => void stopped.push('/web'),
      }),
    '/response': () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(Buffer.from('first')),
          cancel: () => void stopped.push('/response'),
        }),
      ),
    '/node': () => {
      const stream = new Readable({ read() {} }).once('close', () => stopped.push('/node'))
      stream.push('first')
      return stream
    },
    '/generator': async function* () {
      try {
        for (;;) {
          yield 'first'
          await sleep(20)
        }
      } finally {
        stopped.push('/generator')
      }
    },
    // Not even the first chunk has come.
    '/silent': () => new ReadableStream({ cancel: () => void stopped.push('/silent') }),
  }
  const server = await running(on(http(), ({ path }) => bodies[path]!()))
  for (const path of Object.keys(bodies)) {
    const line = (await wire(server)).send(get(path))
    await (path === '/silent' ? sleep(50) : line.until(/first/))
    line.socket.destroy()
    await eventually(
      () => stopped.includes(path),
      () => `${path} was not stopped`,
    )
  }
  await server.close()
  expect(output.text).toBe('')
})

test('a client that goes away while it does not read stops the body too', async () => {
  let stopped = false
  const server = await running(
    on(http(), async function* () {
      try {
        for (;;) yield 'x'.repeat(100_000)
      } finally {
        stopped = true
      }
    }),
  )
  const line = await wire(server)
  line.socket.pause()
  line.send(get('/'))
  await sleep(150)
  line.socket.destroy()
  await eventually(
    () => stopped,
    () => 'the body was not stopped',
  )
  expect(stopped).toBe(true)
})

test('an aborted fetch of a fetch-style app aborts its upstream', async () => {
  const upstream = new EventEmitter()
  const app = fromFetch(async (_request, { context }) => {
    context.signal.addEventListener('abort', () => upstream.emit('aborted'))
    return new Response(new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('x')) }))
  })
  const server = await running(on(http(), app))
  const abort = new AbortController()
  await fetch(server.url, { signal: abort.signal })
  const aborted = once(upstream, 'aborted', { signal: AbortSignal.timeout(3000) })
  abort.abort()
  expect(await aborted).toEqual([])
})

test('a CONNECT holds nothing open, and a client that resets it ends nothing else', async () => {
  const server = await running(on(http(), () => 'alive'))
  const raw = 'CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test\r\n\r\n'
  const patient = (await wire(server)).send(raw)
  await patient.until(/^HTTP\/1.1 405 /)
  for (let i = 0; i < 20; i++) (await wire(server)).send(raw, 'more').socket.resetAndDestroy()
  await sleep(50)
  expect(await (await fetch(server.url)).text()).toBe('alive')
  const started = performance.now()
  await server.close()
  expect(performance.now() - started).toBeLessThan(500)
})
