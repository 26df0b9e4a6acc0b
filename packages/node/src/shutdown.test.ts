import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { http, on, once as openOnce } from '@sampan/core'
import { expect, onTestFinished, test } from 'vitest'
import { captureOutput, eventually, get, running, wire } from '../test/wire.ts'

const slow = on(http('GET /:ms'), async ({ params }) => {
  await sleep(Number(params.ms))
  return `slept ${params.ms}`
})

test('closing lets running calls end, and takes no new connection', async () => {
  const server = await running(slow)
  const line = (await wire(server)).send('GET /300 HTTP/1.1\r\nHost: a\r\n\r\n')
  await sleep(50)
  const closing = server.close()
  await expect(fetch(server.url)).rejects.toThrow('fetch failed')
  await closing
  expect(await line.closed).toMatch(/^HTTP\/1.1 200 OK[\s\S]*connection: close[\s\S]*slept 300$/i)
})

test('closing waits for the work of waitUntil', async () => {
  let done = false
  const server = await running(
    on(http(), (_event, context) => {
      context.waitUntil(sleep(200).then(() => (done = true)))
      return 'early'
    }),
  )
  await (await fetch(server.url)).text()
  expect(done).toBe(false)
  await server.close()
  expect(done).toBe(true)
})

test('closing does not wait for connections that are idle, or were never used', async () => {
  const server = await running(slow)
  const [idle, unused] = [await wire(server), await wire(server)]
  await idle.send('GET /0 HTTP/1.1\r\nHost: a\r\n\r\n').until(/slept 0/)
  const started = performance.now()
  await server.close()
  expect(performance.now() - started).toBeLessThan(500)
  expect(await unused.closed).toBe('')
})

test('what runs longer than drainMs is cut off and told so', async () => {
  const output = captureOutput()
  let reason: unknown
  const server = await running(
    on(http(), async (_event, { signal }) => {
      await once(signal, 'abort')
      reason = signal.reason
    }),
    { drainMs: 100 },
  )
  const line = (await wire(server)).send(get('/'))
  await sleep(50)
  const started = performance.now()
  await server.close()
  expect(performance.now() - started).toBeLessThan(1000)
  expect(await line.closed).toBe('')
  await eventually(
    () => reason !== undefined,
    () => 'the call was not told',
  )
  expect(output.text).toContain('were cut off')
})

test('closing again gives the same promise', async () => {
  const server = await running(slow)
  await Promise.all([server.close(), server.close()])
  await expect(server.close()).resolves.toBe(undefined)
})

test('the last server to close closes what once() opened, newest first', async () => {
  const closed: string[] = []
  const first = openOnce(() => 'first', { stop: (name) => closed.push(name) })
  const second = openOnce(() => 'second', { stop: (name) => closed.push(name) })
  const api = on(http(), async () => `${await first()} ${await second()}`)
  const [one, other] = [await running(api), await running(api)]
  expect(await (await fetch(one.url)).text()).toBe('first second')
  await one.close()
  expect(closed).toEqual([])
  expect(await (await fetch(other.url)).text()).toBe('first second')
  await other.close()
  expect(closed).toEqual(['second', 'first'])
})

test('a resource that cannot be closed is logged and ends nothing else', async () => {
  const output = captureOutput()
  const pool = openOnce(() => 1, {
    stop() {
      throw new Error('pool is stuck')
    },
  })
  const server = await running(on(http(), pool))
  await fetch(server.url)
  await server.close()
  expect(output.text).toContain('pool is stuck')
})

const program = fileURLToPath(new URL('../test/program.ts', import.meta.url))

/** The program of ../test/program.ts, and where it listens. */
async function start(...args: string[]): Promise<{ child: ChildProcess; url: string; output: () => string }> {
  const child = spawn(
    process.execPath,
    ['-C', 'sampan-source', '--import', '@oxc-node/core/register', program, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.on('data', (bytes) => (output += String(bytes)))
  await eventually(
    () => output.includes('\n'),
    () => 'the program did not start',
  )
  return { child, url: output.split('\n')[0]!, output: () => output }
}

test('SIGTERM: calls end, resources are closed, and the code is 0', async () => {
  const { child, url, output } = await start()
  const replies = Promise.all([fetch(`${url}/300`), fetch(`${url}/0`)])
  await sleep(150)
  child.kill('SIGTERM')
  const exit = once(child, 'exit')
  for (const response of await replies) expect(response.status).toBe(200)
  expect(await exit).toEqual([0, null])
  // Both servers of the program, and its pool once, after the last call.
  expect(output()).toMatch(/served 300\n[\s\S]*pool closed\n$/)
  expect(output().match(/pool closed/g)).toHaveLength(1)
}, 15_000)

test('SIGTERM: a call that has to be cut off makes the code 1', async () => {
  const { child, url } = await start('100')
  const reply = fetch(`${url}/60000`).catch(() => 'cut off')
  await sleep(150)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([1, null])
  expect(await reply).toBe('cut off')
}, 15_000)

test('a second signal ends the process at once', async () => {
  const { child, url } = await start('60000')
  fetch(`${url}/60000`).catch(() => {})
  await sleep(150)
  child.kill('SIGINT')
  await sleep(150)
  expect(child.exitCode).toBe(null)
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([null, 'SIGINT'])
}, 15_000)

test('signal handlers are there as long as a server that wants them is', async () => {
  const before = process.listenerCount('SIGTERM')
  const none = await running(slow)
  expect(process.listenerCount('SIGTERM')).toBe(before)
  const one = await running(slow, { signals: true })
  const other = await running(slow, { signals: true })
  expect(process.listenerCount('SIGTERM')).toBe(before + 1)
  expect(process.listenerCount('SIGINT')).toBe(before + 1)
  await Promise.all([none.close(), one.close()])
  expect(process.listenerCount('SIGTERM')).toBe(before + 1)
  await other.close()
  expect(process.listenerCount('SIGTERM')).toBe(before)
  expect(process.listenerCount('SIGINT')).toBe(before)
})
