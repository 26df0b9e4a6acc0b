import { http, on, type Context } from '@sampan/core'
import { afterEach, expect, it, vi } from 'vitest'
import { fc } from './index.ts'
import type { FcContext } from './native.ts'
import { fc3Http } from './samples.ts'

const FC2: FcContext = {
  requestId: 'c0ffee00-0000-4000-8000-000000000002',
  credentials: { accessKeyId: 'STS.id', accessKeySecret: 'secret', securityToken: 'token' },
  function: { name: 'users', handler: 'index.handler', memory: 512, timeout: 10 },
  service: { name: 'shop', qualifier: 'prod', versionId: '12', logProject: 'p', logStore: 's' },
  region: 'cn-shanghai',
  accountId: '1000000000000003',
  retryCount: 0,
  tracing: { openTracingSpanContext: 'a1b2c3d4e5f60718:f00d:0:1' },
}
const FC3: FcContext = {
  ...FC2,
  requestId: '1-66aa0001-0badcafe-0123456789ab',
  credentials: {},
  service: { qualifier: 'LATEST' },
  tracing: { openTracingSpanBaggages: {} },
}

async function read<T>(
  native: FcContext | undefined,
  reader: (context: Context) => T,
  headers: [string, string][] = [],
): Promise<T> {
  let found: T
  const handler = fc(
    on(http(), (_event, context) => {
      found = reader(context)
    }),
  )
  await handler(fc3Http.request({ method: 'GET', path: '/', headers }), native)
  return found!
}

afterEach(() => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

const fields = (context: Context): unknown[] => [
  context.provider,
  context.requestId,
  context.functionName,
  context.functionVersion,
  context.region,
  context.memoryMb,
  context.native,
]

it('reads a context of FC 2.0 and one of FC 3.0', async () => {
  expect(await read(FC2, fields)).toEqual(['alibaba', FC2.requestId, 'users', '12', 'cn-shanghai', 512, FC2])
  expect(await read(FC3, fields)).toEqual([
    'alibaba',
    FC3.requestId,
    'users',
    'LATEST',
    'cn-shanghai',
    512,
    FC3,
  ])
})

it('reads the environment where there is no context', async () => {
  vi.stubEnv('FC_FUNCTION_NAME', 'users')
  vi.stubEnv('FC_REGION', 'cn-beijing')
  vi.stubEnv('FC_FUNCTION_MEMORY_SIZE', '256')
  expect(
    await read(undefined, (context) => [
      context.requestId,
      context.functionName,
      context.functionVersion,
      context.region,
      context.memoryMb,
      context.remainingMs(),
      context.credentials,
      context.trace,
    ]),
  ).toEqual(['', 'users', '', 'cn-beijing', 256, Infinity, undefined, undefined])
})

it('takes text for text only, and the environment for what is empty', async () => {
  vi.stubEnv('FC_FUNCTION_NAME', 'users')
  vi.stubEnv('FC_REGION', 'cn-beijing')
  const hostile = {
    requestId: 7,
    function: { name: '' },
    service: { versionId: 3, qualifier: 'prod' },
    region: [],
  }
  expect(
    await read(hostile as unknown as FcContext, (context) => [
      context.requestId,
      context.functionName,
      context.functionVersion,
      context.region,
    ]),
  ).toEqual(['', 'users', 'prod', 'cn-beijing'])
})

it('counts down from the timeout of the function', async () => {
  vi.useFakeTimers()
  const left = await read(FC2, (context) => {
    const before = context.remainingMs()
    vi.advanceTimersByTime(3000)
    return [before, context.remainingMs()]
  })
  expect(left).toEqual([10_000, 7000])
})

it('gives the credentials of this call, and none where the function has no role', async () => {
  const credentials = (given: FcContext['credentials']) =>
    read({ ...FC2, ...(given && { credentials: given }) }, (context) => context.credentials)
  expect(await credentials(FC2.credentials)).toEqual({
    accessKeyId: 'STS.id',
    secretAccessKey: 'secret',
    sessionToken: 'token',
  })
  expect(await credentials({})).toBeUndefined()
  expect(await credentials({ accessKeyId: '', accessKeySecret: '', securityToken: '' })).toBeUndefined()
})

it("gives the platform's trace unless the request brings one of its own", async () => {
  expect(await read(FC2, (context) => context.trace)).toEqual({
    traceId: '0000000000000000a1b2c3d4e5f60718',
    spanId: '000000000000f00d',
    sampled: true,
  })
  expect(await read(FC3, (context) => context.trace)).toBeUndefined()
  const traceparent = `00-${'12'.repeat(16)}-${'34'.repeat(8)}-00`
  expect(await read(FC2, (context) => context.trace?.traceId, [['traceparent', traceparent]])).toBe(
    '12'.repeat(16),
  )
})
