import { afterEach, describe, expect, it, vi } from 'vitest'
import { apiGatewayEvent, nativeContext } from '../test/support.ts'
import { scfContext } from './context.ts'
import { scf } from './index.ts'
import { type Context, http, on } from '@sampan/core'

afterEach(() => vi.unstubAllEnvs())

async function contextOf(native: object | undefined): Promise<Context> {
  let seen: Context | undefined
  await scf(on(http(), (_, context) => void (seen = context)))(apiGatewayEvent(), native)
  return seen!
}

describe('context', () => {
  it('is read from what the runtime gives', async () => {
    const context = await contextOf(nativeContext())
    expect(context.provider).toBe('tencent')
    expect(context.requestId).toBe('0b1c2d3e-0000-4000-8000-0000000000a1')
    expect(context.functionName).toBe('shop-api')
    expect(context.functionVersion).toBe('7')
    expect(context.region).toBe('ap-guangzhou')
    expect(context.memoryMb).toBe(256)
    expect((context.native as { namespace?: string }).namespace).toBe('shop')
  })

  it.each([
    ['of 2017', { memory_limit_in_mb: 128, time_limit_in_ms: 3000 }],
    ['of none', undefined],
    ['of wrong types', { request_id: 5, function_name: null, tencentcloud_region: ['x'] }],
  ])('falls back to the environment: %s', async (_, native) => {
    vi.stubEnv('SCF_FUNCTIONNAME', 'env-name')
    vi.stubEnv('SCF_FUNCTIONVERSION', '$LATEST')
    vi.stubEnv('TENCENTCLOUD_REGION', 'ap-chengdu')
    const context = await contextOf(native)
    expect([context.requestId, context.functionName, context.functionVersion, context.region]).toEqual([
      '',
      'env-name',
      '$LATEST',
      'ap-chengdu',
    ])
  })
})

describe('remaining time', () => {
  it('is what the runtime says', () => {
    expect(scfContext.remainingMs({ time_limit_in_ms: 9000, getRemainingTimeInMillis: () => 1234 }, 0)).toBe(
      1234,
    )
  })

  it('is counted from the start where the runtime does not say', () => {
    vi.useFakeTimers({ now: 1_000_000 })
    try {
      expect(scfContext.remainingMs({ time_limit_in_ms: 3000 }, 999_000)).toBe(2000)
    } finally {
      vi.useRealTimers()
    }
  })

  it('is without end where there is no limit', async () => {
    expect(scfContext.remainingMs({}, 0)).toBeUndefined()
    expect((await contextOf(undefined)).remainingMs()).toBe(Infinity)
  })
})

describe('credentials', () => {
  it('are read at use, since a living instance may be given new ones', async () => {
    const context = await contextOf(nativeContext())
    expect(context.credentials).toBeUndefined()
    vi.stubEnv('TENCENTCLOUD_SECRETID', 'id-1')
    expect(context.credentials).toBeUndefined()
    vi.stubEnv('TENCENTCLOUD_SECRETKEY', 'key-1')
    vi.stubEnv('TENCENTCLOUD_SESSIONTOKEN', '')
    expect(context.credentials).toEqual({
      accessKeyId: 'id-1',
      secretAccessKey: 'key-1',
      sessionToken: undefined,
    })
    vi.stubEnv('TENCENTCLOUD_SESSIONTOKEN', 'token-2')
    expect(context.credentials?.sessionToken).toBe('token-2')
  })
})
