import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { type HttpEvent, http, on, once } from '@sampan/core'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { captureOutput, eventually, exchange, get, running, wire } from '../test/wire.ts'
import { customRuntime } from './samples.ts'

/** What FC 3.0 sends along, with values of our own. */
const HEADERS = {
  'x-fc-request-id': '1-6a9c1111-15aa2222-abcdef012345',
  'x-fc-access-key-id': 'STS.NTestTestTest',
  'x-fc-access-key-secret': 'testSecretTestSecret',
  'x-fc-security-token': 'testTokenTestToken',
  'x-fc-account-id': '1234567890123456',
  'x-fc-client-ip': '203.0.113.7',
  'x-fc-control-path': '/http-invoke',
  'x-fc-function-memory': '1024',
  'x-fc-function-name': 'shop-api',
  'x-fc-function-timeout': '30',
  'x-fc-qualifier': 'prod',
  'x-fc-region': 'cn-hangzhou',
  'x-fc-tracing-opentracing-span-context': '5f22f355044a957a:5708f3a959c45ab0:0:1',
  'x-fc-version-id': '7',
}

function from(path: string): Record<string, string> {
  return { ...HEADERS, 'x-fc-control-path': path }
}

beforeEach(() => {
  vi.stubEnv('FC_FUNCTION_NAME', 'shop-api')
  vi.stubEnv('FC_FUNC_CODE_PATH', '/code')
  onTestFinished(() => void vi.unstubAllEnvs())
})

test('the context is read from the headers', async () => {
  captureOutput()
  const server = await running(
    on(http(), (event, context) => ({
      provider: context.provider,
      requestId: context.requestId,
      name: context.functionName,
      version: context.functionVersion,
      region: context.region,
      memory: context.memoryMb,
      left: context.remainingMs() > 29_000 && context.remainingMs() <= 30_000,
      credentials: context.credentials,
      trace: context.trace,
      ip: event.client.ip,
      url: event.url,
    })),
  )
  const response = await fetch(`${server.url}/a`, { headers: { ...HEADERS, 'x-forwarded-proto': 'https' } })
  expect(await response.json()).toEqual({
    provider: 'alibaba',
    requestId: '1-6a9c1111-15aa2222-abcdef012345',
    name: 'shop-api',
    version: '7',
    region: 'cn-hangzhou',
    memory: 1024,
    left: true,
    credentials: {
      accessKeyId: 'STS.NTestTestTest',
      secretAccessKey: 'testSecretTestSecret',
      sessionToken: 'testTokenTestToken',
    },
    trace: { traceId: '00000000000000005f22f355044a957a', spanId: '5708f3a959c45ab0', sampled: true },
    ip: '203.0.113.7',
    url: `${server.url.replace('http:', 'https:')}/a`,
  })
})

test('empty headers are unset ones, and the environment speaks instead', async () => {
  captureOutput()
  vi.stubEnv('FC_REGION', 'cn-beijing')
  vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', 'LTAI-env')
  vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'secret-env')
  const server = await running(
    on(http(), (event, context) => ({
      version: context.functionVersion,
      region: context.region,
      memory: context.memoryMb ?? 'none',
      left: String(context.remainingMs()),
      credentials: context.credentials,
      trace: context.trace ?? 'none',
      // The socket's other end is FC's own proxy: better no address than that one.
      ip: event.client.ip ?? 'none',
      requestId: context.requestId,
    })),
  )
  const empty = Object.fromEntries(Object.keys(HEADERS).map((name) => [name, '']))
  expect(
    await (await fetch(server.url, { headers: { ...empty, 'x-fc-qualifier': 'LATEST' } })).json(),
  ).toEqual({
    version: 'LATEST',
    region: 'cn-beijing',
    memory: 'none',
    left: 'Infinity',
    credentials: { accessKeyId: 'LTAI-env', secretAccessKey: 'secret-env' },
    trace: 'none',
    ip: 'none',
    requestId: expect.stringMatching(/^[\da-f]{8}-/),
  })
})

test('no function can see the credentials but by context.credentials', async () => {
  captureOutput()
  const server = await running(
    on(http(), (event: HttpEvent, context) => {
      const native = event.native as import('node:http').IncomingMessage
      return [
        JSON.stringify([[...event.headers], [...event.request.headers]]),
        JSON.stringify([native.headers, native.rawHeaders, native.headersDistinct]),
        inspect(event, { depth: 20, showHidden: true }),
        inspect(context.native, { depth: 20, showHidden: true }),
      ].join('\n')
    }),
  )
  const text = await (await fetch(server.url, { headers: HEADERS })).text()
  expect(text).toContain('1-6a9c1111-15aa2222-abcdef012345')
  for (const secret of ['NTestTestTest', 'testSecretTestSecret', 'testTokenTestToken'])
    expect(text).not.toContain(secret)
  // In any case of the name, and when they come more than once.
  const raw = get('/', 'X-FC-Access-Key-Secret: evenThis', 'x-fc-access-key-secret: andThat')
  expect(await exchange(server, raw)).not.toMatch(/evenThis|andThat/)
})

test('the header decides: /invoke by the HTTP trigger is an ordinary path, whatever the method', async () => {
  captureOutput()
  const server = await running(on(http(), ({ method, path }) => `${method} ${path}`))
  for (const path of ['/invoke', '/initialize', '/pre-stop', '/pre-freeze']) {
    for (const method of ['GET', 'POST']) {
      const response = await fetch(server.url + path, { method, headers: HEADERS })
      expect(await response.text()).toBe(`${method} ${path}`)
      expect(response.headers.has('x-fc-status')).toBe(false)
    }
  }
})

test('an event that no codec knows is refused in the form that FC counts as a failure', async () => {
  const output = captureOutput()
  const server = await running(on(http(), () => 'http'))
  for (const [headers, body] of [
    [from('/invoke'), '{"triggerName":"nightly","payload":"secret payload"}'],
    [from('/invoke'), Buffer.of(0xa1, 0xff, 0x00)],
    [from('/invoke'), ''],
    // Emulators leave the header out.
    [{ 'x-fc-request-id': HEADERS['x-fc-request-id'] }, '{}'],
  ] as const) {
    const response = await fetch(`${server.url}/invoke`, { method: 'POST', headers, body })
    expect([response.status, response.headers.get('x-fc-status')]).toEqual([404, '404'])
    expect(await response.json()).toEqual({
      errorMessage: expect.stringContaining('No codec knows this event; expected one of node.http; '),
      errorType: 'SAMPAN_UNKNOWN_EVENT',
    })
  }
  expect(output.text).toContain(
    'FC Invoke End RequestId: 1-6a9c1111-15aa2222-abcdef012345, Error: Unhandled function error\n',
  )
  expect(output.text).toContain('SAMPAN_UNKNOWN_EVENT')
  expect(output.text).not.toContain('secret payload')
})

test('an event that is larger than maxBodyBytes is refused the same way', async () => {
  captureOutput()
  const server = await running(
    on(http(), () => 'http'),
    { maxBodyBytes: 10 },
  )
  const response = await fetch(`${server.url}/invoke`, {
    method: 'POST',
    headers: from('/invoke'),
    body: 'x'.repeat(11),
  })
  expect([response.status, response.headers.get('x-fc-status')]).toEqual([404, '404'])
  expect(await response.json()).toMatchObject({ errorType: 'SAMPAN_BODY_TOO_LARGE' })
})

test('the instance’s hooks are answered; /pre-stop closes what once() opened', async () => {
  const output = captureOutput()
  const closed: string[] = []
  const pool = once(() => 'pool', { stop: (name) => closed.push(name) })
  const server = await running(on(http(), pool))
  const call = async (method: string, path: string): Promise<unknown[]> => {
    const response = await fetch(server.url + path, { method, headers: from(path) })
    return [response.status, response.headers.get('x-fc-status'), await response.text()]
  }
  expect(await call('POST', '/initialize')).toEqual([200, '200', ''])
  expect(await (await fetch(server.url, { headers: HEADERS })).text()).toBe('pool')
  expect(await call('GET', '/pre-freeze')).toEqual([200, '200', ''])
  expect(closed).toEqual([])
  expect(await call('GET', '/pre-stop')).toEqual([200, '200', ''])
  expect(closed).toEqual(['pool'])
  const id = HEADERS['x-fc-request-id']
  expect(output.text.split('\n').filter(Boolean)).toEqual(
    ['Initialize', 'Invoke', 'PreFreeze', 'PreStop'].flatMap((phase) => [
      `FC ${phase} Start RequestId: ${id}`,
      `FC ${phase} End RequestId: ${id}`,
    ]),
  )
})

test('the last byte waits for waitUntil, because the instance is frozen after it', async () => {
  const output = captureOutput()
  const server = await running(
    on(http(), ({ path }, context) => {
      context.waitUntil(sleep(150).then(() => context.log.info('work is done')))
      return path === '/stream'
        ? (async function* () {
            yield 'first '
            yield 'last'
          })()
        : 'whole'
    }),
  )
  for (const [path, body] of [
    ['/', 'whole'],
    ['/stream', 'first last'],
  ]) {
    const started = performance.now()
    expect(await (await fetch(server.url + path!, { headers: HEADERS })).text()).toBe(body)
    expect(performance.now() - started).toBeGreaterThan(140)
  }
  expect(output.text.match(/Start|work is done|End/g)).toEqual([
    'Start',
    'work is done',
    'End',
    'Start',
    'work is done',
    'End',
  ])
})

test('a streamed reply leaves while it is made, before waitUntil’s work is done', async () => {
  captureOutput()
  const server = await running(
    on(http(), (_event, context) => {
      context.waitUntil(sleep(400))
      return (async function* () {
        yield 'first '
        yield 'last'
      })()
    }),
  )
  const line = (await wire(server)).send(get('/', 'x-fc-control-path: /http-invoke'))
  expect(await line.until(/last/)).not.toMatch(/\r\n0\r\n/)
  expect(await line.closed).toMatch(/\r\n0\r\n\r\n$/)
})

test('waitUntil’s work is given up shortly before the function’s time is over', async () => {
  const output = captureOutput()
  const server = await running(
    on(http(), (_event, context) => {
      context.waitUntil(sleep(5000))
      return 'x'
    }),
  )
  const started = performance.now()
  const response = await fetch(server.url, { headers: { ...HEADERS, 'x-fc-function-timeout': '1' } })
  expect(await response.text()).toBe('x')
  expect(performance.now() - started).toBeLessThan(1000)
  expect(output.text).toContain('was not finished at the deadline')
})

test('a client that goes away is no error line', async () => {
  const output = captureOutput()
  const server = await running(
    on(http(), async function* () {
      for (;;) {
        yield 'x'
        await sleep(10)
      }
    }),
  )
  const line = (await wire(server)).send(get('/', 'x-fc-control-path: /http-invoke'))
  await line.until(/x/)
  line.socket.destroy()
  await eventually(
    () => output.text.includes('FC Invoke End'),
    () => output.text,
  )
  expect(output.text).not.toMatch(/"level":"error"|Unhandled/)
})

test('idle connections are never closed by the server, and the port is the one that FC names', async () => {
  captureOutput()
  vi.stubEnv('PORT', '1')
  vi.stubEnv('FC_SERVER_PORT', '2')
  vi.stubEnv('FC_CUSTOM_LISTEN_PORT', '0')
  const server = await running(
    on(http(), () => 'x'),
    { port: undefined, host: undefined } as never,
  )
  expect(server.port).toBeGreaterThan(1023)
  expect(server.address).toBe('0.0.0.0')
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
  const line = (await wire(server)).send('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  expect((await line.until(/\r\n\r\nx$/)).toLowerCase()).not.toContain('keep-alive: timeout')
})

test('the sample of a custom runtime carries what FC adds, and drops what FC drops', async () => {
  captureOutput()
  const server = await running(
    on(http(), ({ client, headers }, { provider, memoryMb, credentials }) => ({
      ip: client.ip,
      own: headers.get('x-own'),
      forged: headers.get('x-fc-forged'),
      provider,
      memoryMb,
      id: credentials?.accessKeyId,
    })),
  )
  const bytes = customRuntime.request({
    method: 'POST',
    path: '/a',
    ip: '203.0.113.8',
    headers: [
      ['X-Own', '1'],
      ['X-Fc-Forged', '1'],
    ],
    body: Buffer.from('{}'),
  })
  const reply = customRuntime.reply(Buffer.from(await exchange(server, bytes as Uint8Array), 'latin1'))
  expect(reply.headers.map(([name]) => name)).toEqual(['content-type'])
  expect(JSON.parse(Buffer.from(reply.body).toString())).toEqual({
    ip: '203.0.113.8',
    own: '1',
    forged: null,
    provider: 'alibaba',
    memoryMb: 512,
    id: 'STS.NSampleSampleSample01',
  })
})

const fixtures = process.env['SAMPAN_FIXTURES']

test.skipIf(fixtures === undefined)('the headers that were captured on FC are understood', async () => {
  captureOutput()
  const file = new URL('alibaba/custom-runtime-headers.json', pathToFileURL(`${fixtures}/`))
  const headers = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>
  const server = await running(
    on(http(), (event, { requestId, functionName, functionVersion, region, memoryMb, credentials }) => [
      { requestId, functionName, functionVersion, region, memoryMb },
      [credentials ?? 'none', event.client.ip ?? 'none'],
    ]),
  )
  expect(await (await fetch(server.url, { headers })).json()).toEqual([
    {
      requestId: headers['X-Fc-Request-Id'],
      functionName: headers['X-Fc-Function-Name'],
      functionVersion: headers['X-Fc-Qualifier'],
      region: headers['X-Fc-Region'],
      memoryMb: Number(headers['X-Fc-Function-Memory']),
    },
    ['none', 'none'],
  ])
})
