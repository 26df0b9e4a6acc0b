import type { Context } from '@sampan/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nativeContext, see } from '../test/support.ts'
import { xrayTrace } from './context.ts'
import type { LambdaContext } from './native.ts'

const get = { version: '2.0', rawPath: '/', requestContext: { http: { method: 'GET' } } }

function context<T>(look: (context: Context) => T, over?: Partial<LambdaContext>, headers = {}): Promise<T> {
  return see({ ...get, headers }, (_, context) => look(context), {}, nativeContext(over))
}

const look = (it: Context): unknown[] => [
  it.functionName,
  it.functionVersion,
  it.region,
  it.memoryMb,
  it.requestId,
]

afterEach(() => vi.unstubAllEnvs())

describe('context', () => {
  it('reads the native context', async () => {
    vi.stubEnv('AWS_REGION', undefined)
    const native = nativeContext()
    const seen = await see(get, (_, it) => [it.native === native, it.provider], {}, native)
    expect(seen).toEqual([true, 'aws'])
    expect(
      await context((it) => [it.requestId, it.functionName, it.functionVersion, it.region, it.memoryMb]),
    ).toEqual(['6f1d2c3b-0000-4000-8000-00000000beef', 'shop-api', '42', 'eu-west-1', 256])
  })

  it('falls back on the environment, and on nothing', async () => {
    const nothing: Partial<LambdaContext> = {
      functionName: undefined as never,
      functionVersion: undefined as never,
      memoryLimitInMB: undefined as never,
      invokedFunctionArn: undefined as never,
      awsRequestId: undefined as never,
      getRemainingTimeInMillis: undefined as never,
    }
    expect(await context(look, nothing)).toEqual(['', '', '', undefined, ''])
    expect(await context((it) => [it.remainingMs(), it.deadline], nothing)).toEqual([Infinity, undefined])
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'from-env')
    vi.stubEnv('AWS_LAMBDA_FUNCTION_VERSION', '$LATEST')
    vi.stubEnv('AWS_LAMBDA_FUNCTION_MEMORY_SIZE', '128')
    vi.stubEnv('AWS_REGION', 'eu-north-1')
    expect(await context(look, nothing)).toEqual(['from-env', '$LATEST', 'eu-north-1', 128, ''])
  })

  it('has the credentials of the role, whole or not at all', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIAEXAMPLE')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', '')
    expect(await context((it) => it.credentials)).toBeUndefined()
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    vi.stubEnv('AWS_SESSION_TOKEN', 'token')
    expect(await context((it) => it.credentials)).toEqual({
      accessKeyId: 'ASIAEXAMPLE',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    })
  })

  it('knows the deadline, and aborts the signal while there is time left', async () => {
    const deadline = Date.now() + 300
    const over = { getRemainingTimeInMillis: () => deadline - Date.now() }
    const [left, due, reason, at] = await context(async (it) => {
      const [left, due, signal] = [it.remainingMs(), it.deadline!.getTime(), it.signal]
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      return [left, due, signal.reason, Date.now()] as const
    }, over)
    expect(left).toBeGreaterThan(200)
    expect(Math.abs(due - deadline)).toBeLessThan(20)
    expect(reason).toMatchObject({ name: 'TimeoutError', code: 'SAMPAN_DEADLINE' })
    expect(at).toBeLessThan(deadline)
  })
})

describe('trace', () => {
  const w3c = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const xray = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0'

  it('is the traceparent of the request, or else X-Ray of the context, or else of the environment', async () => {
    vi.stubEnv('_X_AMZN_TRACE_ID', xray.replace('5759e988', '00000001'))
    expect(await context((it) => it.trace, { xRayTraceId: xray }, { traceparent: w3c })).toEqual({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      sampled: true,
    })
    expect(await context((it) => it.trace, { xRayTraceId: xray })).toEqual({
      traceId: '5759e988bd862e3fe1be46a994272793',
      spanId: '53995c3f42cd8ad8',
      sampled: false,
    })
    expect((await context((it) => it.trace))?.traceId).toBe('00000001bd862e3fe1be46a994272793')
    vi.stubEnv('_X_AMZN_TRACE_ID', undefined)
    expect(await context((it) => it.trace)).toBeUndefined()
  })

  it.each([
    ['Root=1-5759e988-bd862e3fe1be46a994272793', undefined, undefined],
    ['Sampled=1;Root=1-5759e988-bd862e3fe1be46a994272793;Lineage=a:1', undefined, true],
    [
      'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=?',
      '53995c3f42cd8ad8',
      undefined,
    ],
  ])('%s', (header, spanId, sampled) => {
    expect(xrayTrace(header)).toEqual({ traceId: '5759e988bd862e3fe1be46a994272793', spanId, sampled })
  })

  it.each(['', 'Root=1-5759e988', 'Root=2-5759e988-bd862e3fe1be46a994272793'])(
    'is none in "%s"',
    (header) => {
      expect(xrayTrace(header)).toBeUndefined()
    },
  )
})
