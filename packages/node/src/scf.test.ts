import { inspect } from 'node:util'
import { type HttpEvent, http, on } from '@sampan/core'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { captureOutput, exchange, running } from '../test/wire.ts'
import { webFunction } from './samples.ts'

const HEADERS = {
  'x-scf-request-id': '6a9c1111-15aa-4222-8333-abcdef012345',
  'x-scf-memory': '256',
  'x-scf-timeout': '3000',
  'x-scf-version': '$LATEST',
  'x-scf-name': 'shop-api',
  'x-scf-namespace': 'default',
  'x-scf-region': 'ap-guangzhou',
  'x-scf-appid': '1250000001',
  'x-scf-secret-id': 'AKIDtestTest',
  'x-scf-secret-key': 'testKeyTestKey',
  'x-scf-session-token': 'testTokenTestToken',
  'x-scf-remote-addr': '203.0.113.7',
}

beforeEach(() => {
  vi.stubEnv('TENCENTCLOUD_RUNENV', 'SCF')
  onTestFinished(() => void vi.unstubAllEnvs())
})

test('the context is read from the headers, the timeout in milliseconds', async () => {
  const server = await running(
    on(http(), (event, context) => ({
      provider: context.provider,
      requestId: context.requestId,
      name: context.functionName,
      version: context.functionVersion,
      region: context.region,
      memory: context.memoryMb,
      left: context.remainingMs() > 2000 && context.remainingMs() <= 3000,
      credentials: context.credentials,
      ip: event.client.ip,
    })),
  )
  expect(await (await fetch(server.url, { headers: HEADERS })).json()).toEqual({
    provider: 'tencent',
    requestId: '6a9c1111-15aa-4222-8333-abcdef012345',
    name: 'shop-api',
    version: '$LATEST',
    region: 'ap-guangzhou',
    memory: 256,
    left: true,
    credentials: {
      accessKeyId: 'AKIDtestTest',
      secretAccessKey: 'testKeyTestKey',
      sessionToken: 'testTokenTestToken',
    },
    ip: '203.0.113.7',
  })
})

test('where a header is missing the environment speaks', async () => {
  vi.stubEnv('SCF_FUNCTIONNAME', 'from-env')
  vi.stubEnv('SCF_FUNCTIONVERSION', '3')
  vi.stubEnv('TENCENTCLOUD_REGION', 'ap-beijing')
  vi.stubEnv('TENCENTCLOUD_SECRETID', 'id-env')
  vi.stubEnv('TENCENTCLOUD_SECRETKEY', 'key-env')
  const server = await running(
    on(http(), (event, context) => [
      context.functionName,
      context.functionVersion,
      context.region,
      context.credentials?.secretAccessKey,
      event.client.ip ?? 'none',
    ]),
  )
  expect(await (await fetch(server.url)).json()).toEqual(['from-env', '3', 'ap-beijing', 'key-env', 'none'])
})

test('an address is bare, in each of the forms that are sent', async () => {
  const server = await running(on(http(), ({ client }) => client.ip))
  for (const [sent, ip] of [
    ['203.0.113.7:51234', '203.0.113.7'],
    ['[2001:db8::7]:51234', '2001:db8::7'],
    ['2001:db8::7', '2001:db8::7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
  ] as const) {
    expect(await (await fetch(server.url, { headers: { 'x-scf-remote-addr': sent } })).text()).toBe(ip)
  }
})

test('no function can see the credentials but by context.credentials', async () => {
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
  expect(text).toContain('6a9c1111-15aa-4222-8333-abcdef012345')
  for (const secret of ['AKIDtestTest', 'testKeyTestKey', 'testTokenTestToken'])
    expect(text).not.toContain(secret)
})

test('POST /event-invoke is the platform’s; an event that no codec knows is an error', async () => {
  const output = captureOutput()
  const server = await running(on(http(), ({ method, path }) => `${method} ${path}`))
  const response = await fetch(`${server.url}/event-invoke`, {
    method: 'POST',
    headers: { ...HEADERS, 'content-type': 'application/json' },
    body: '{"Type":"Timer","TriggerName":"nightly","Message":"secret message"}',
  })
  expect(response.status).toBe(500)
  expect(response.headers.has('x-fc-status')).toBe(false)
  expect(await response.json()).toMatchObject({ errorType: 'SAMPAN_UNKNOWN_EVENT' })
  expect(output.text).not.toMatch(/secret message|FC Invoke/)
  // Any other request of a Web function is its caller's.
  expect(await (await fetch(`${server.url}/event-invoke`)).text()).toBe('GET /event-invoke')
  expect(await (await fetch(`${server.url}/event-invoke?a`, { method: 'POST' })).text()).toBe(
    'POST /event-invoke',
  )
  expect(await (await fetch(`${server.url}/invoke`, { method: 'POST' })).text()).toBe('POST /invoke')
})

test('the sample of a Web function carries what SCF adds', async () => {
  const server = await running(
    on(
      http('PUT /a/:b'),
      async ({ params, query, client, headers, ...event }, { provider, credentials }) => ({
        params,
        query,
        ip: client.ip,
        host: headers.get('host'),
        forged: headers.get('x-scf-forged'),
        provider,
        id: credentials?.accessKeyId,
        event: Object.keys(event).length > 0,
      }),
    ),
  )
  const bytes = webFunction.request({
    method: 'PUT',
    path: '/a/b%20c',
    search: 'q=1',
    ip: '203.0.113.8',
    host: 'shop.test',
    headers: [['X-Scf-Forged', '1']],
  })
  const { status, body } = webFunction.reply(
    Buffer.from(await exchange(server, bytes as Uint8Array), 'latin1'),
  )
  expect(status).toBe(200)
  expect(JSON.parse(Buffer.from(body).toString())).toEqual({
    params: { b: 'b c' },
    query: { q: '1' },
    ip: '203.0.113.8',
    host: 'shop.test',
    forged: null,
    provider: 'tencent',
    id: 'AKIDsampleSampleSampleSample04',
    event: true,
  })
})
