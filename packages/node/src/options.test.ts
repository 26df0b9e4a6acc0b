import { createServer } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { http, on } from '@sampan/core'
import { expect, onTestFinished, test, vi } from 'vitest'
import { captureOutput, exchange, running } from '../test/wire.ts'
import { listener, serve } from './index.ts'
import { addressOf } from './options.ts'
import { detectPlatform } from './platform.ts'

const hello = on(http('GET /hello/:name'), ({ params }) => `Hello ${params.name}`)

test('a server says where it listens', async () => {
  const server = await running(hello, { host: undefined } as never)
  expect(server).toMatchObject({ url: `http://127.0.0.1:${server.port}`, address: '127.0.0.1' })
  expect(await (await fetch(`${server.url}/hello/you`)).text()).toBe('Hello you')
  const six = await running(hello, { host: '::1' })
  expect(six.url).toBe(`http://[::1]:${six.port}`)
  expect(await (await fetch(`${six.url}/hello/you`)).text()).toBe('Hello you')
})

test('a taken port is an error that says what to do', async () => {
  const other = createTcpServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  await expect(serve(hello, { port, signals: false })).rejects.toMatchObject({
    name: 'SampanError',
    code: 'SAMPAN_PORT_TAKEN',
    message: expect.stringContaining(`Port ${port} is taken`) as string,
    cause: { code: 'EADDRINUSE' },
  })
})

test('an address that is not this machine’s is Node’s own error', async () => {
  await expect(serve(hello, { port: 0, host: '192.0.2.1', signals: false })).rejects.toMatchObject({
    code: 'EADDRNOTAVAIL',
  })
})

/** The error of these options. */
async function bad(options: object): Promise<unknown> {
  return serve(hello, options).then(
    (server) => server.close(),
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  )
}

test('options are closed, and numbers checked', async () => {
  expect(await bad({ prot: 1 })).toBe(
    'SAMPAN_UNKNOWN_OPTION: serve() has no option "prot"; did you mean "port"?',
  )
  expect(await bad({ port: 65_536 })).toBe(
    'SAMPAN_BAD_OPTION: serve(): port is a whole number from 0 to 65535, not 65536',
  )
  for (const options of [
    { port: -1 },
    { port: 1.5 },
    { port: '80' },
    { maxBodyBytes: -1 },
    { maxBodyBytes: NaN },
    { drainMs: Infinity },
    { drainMs: -1 },
  ]) {
    expect(await bad(options)).toMatch(/^SAMPAN_BAD_OPTION/)
  }
  await expect(serve()).rejects.toMatchObject({ code: 'SAMPAN_BAD_FUNCTION' })
  expect(() => listener(hello, { port: 1 } as never)).toThrow('listener() has no option "port"')
  expect(() => listener(hello, { maxBodyBytes: 0.5 })).toThrow('listener(): maxBodyBytes is a whole number')
})

test('a port of the environment that is none is an error that names the variable', async () => {
  vi.stubEnv('PORT', 'tcp://10.3.0.1:80')
  onTestFinished(() => void vi.unstubAllEnvs())
  await expect(serve(hello, { signals: false })).rejects.toMatchObject({
    code: 'SAMPAN_BAD_OPTION',
    message: 'The environment variable PORT is no port: "tcp://10.3.0.1:80"',
  })
  // Nobody asks the variable when the options say.
  expect((await running(hello)).port).toBeGreaterThan(0)
})

test('where a server listens when nobody says', () => {
  const all = undefined
  for (const [env, port, host] of [
    [{}, 3000, '127.0.0.1'],
    [{ PORT: '' }, 3000, '127.0.0.1'],
    [{ PORT: '8080' }, 8080, all],
    [{ K_SERVICE: 'shop', PORT: '8080' }, 8080, all],
    [{ KUBERNETES_SERVICE_HOST: '10.0.0.1' }, 3000, all],
    [{ FC_FUNCTION_NAME: 'shop', FC_CUSTOM_LISTEN_PORT: '8000', PORT: '8080' }, 8000, '0.0.0.0'],
    [{ FC_FUNC_CODE_PATH: '/code', FC_SERVER_PORT: '8001', PORT: '8080' }, 8001, '0.0.0.0'],
    [{ FC_FUNCTION_NAME: 'shop', PORT: '8080' }, 8080, '0.0.0.0'],
    [{ FC_FUNCTION_NAME: 'shop' }, 9000, '0.0.0.0'],
    [{ TENCENTCLOUD_RUNENV: 'SCF', PORT: '8080' }, 9000, '0.0.0.0'],
    [{ SCF_FUNCTIONNAME: 'shop' }, 9000, '0.0.0.0'],
    [{ TENCENTCLOUD_RUNENV: 'other' }, 3000, '127.0.0.1'],
  ] as const) {
    expect([env, addressOf({}, detectPlatform(env), env)]).toEqual([env, { port, host }])
  }
})

test('on Knative the context names service and revision', async () => {
  vi.stubEnv('K_SERVICE', 'shop')
  vi.stubEnv('K_REVISION', 'shop-00007')
  onTestFinished(() => void vi.unstubAllEnvs())
  const server = await running(
    on(
      http(),
      (_event, { provider, functionName, functionVersion, region, memoryMb, remainingMs, native }) => [
        provider,
        functionName,
        functionVersion,
        region,
        memoryMb ?? 'none',
        typeof remainingMs,
        (native as { platform: string }).platform,
      ],
    ),
  )
  expect(await (await fetch(server.url)).json()).toEqual([
    'node',
    'shop',
    'shop-00007',
    '',
    'none',
    'function',
    'node',
  ])
})

test('listener(): the functions in a server of one’s own', async () => {
  const handle = listener(hello, { basePath: '/api', maxBodyBytes: 10 })
  const server = createServer((request, response) => {
    response.setHeader('x-powered-by', 'boats')
    if (request.url!.startsWith('/api')) handle(request, response)
    else response.end('other')
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const response = await fetch(`${url}/api/hello/you`)
  expect(await response.text()).toBe('Hello you')
  expect(response.headers.get('x-powered-by')).toBe('boats')
  expect(await (await fetch(`${url}/x`)).text()).toBe('other')
  expect((await fetch(`${url}/api/nowhere`)).status).toBe(404)
  expect(process.listenerCount('SIGTERM')).toBe(0)
})

test('listener(): behind TLS the scheme is https, and a broken reply does not reset what cannot be reset', async () => {
  const output = captureOutput()
  const handle = listener(
    on(http('GET /url'), ({ url }) => url),
    on(http('GET /broken'), async function* () {
      yield 'first'
      await sleep(20)
      throw new Error('halfway')
    }),
  )
  const server = createServer((request, response) => {
    // What a TLSSocket has.
    Object.defineProperty(request.socket, 'encrypted', { value: true, configurable: true })
    handle(request, response)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  expect(await (await fetch(`http://127.0.0.1:${port}/url`)).text()).toBe(`https://127.0.0.1:${port}/url`)
  const raw = await exchange({ port } as never, 'GET /broken HTTP/1.0\r\n\r\n')
  expect(raw).toMatch(/first$/)
  expect(output.text).toContain('halfway')
})

test('listener(): a server that destroys a response halfway ends that call and nothing else', async () => {
  const output = captureOutput()
  let destroy: (() => void) | undefined
  const stopped = new EventEmitter()
  const handle = listener(
    on(http(), async function* () {
      try {
        yield 'first'
        destroy?.()
        for (;;) yield 'more'
      } finally {
        stopped.emit('stopped')
      }
    }),
  )
  const server = createServer((request, response) => {
    destroy = () => void response.destroy()
    handle(request, response)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const ended = once(stopped, 'stopped')
  const { port } = server.address() as AddressInfo
  expect(await exchange({ port } as never, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')).not.toMatch(/\r\n0\r\n/)
  expect(await ended).toEqual([])
  expect(output.text).toBe('')
})
