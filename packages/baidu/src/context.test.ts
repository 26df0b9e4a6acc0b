import { type Context, http, on } from '@sampan/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { httpEvent, nativeContext } from '../test/support.ts'
import { cfc, type CfcContext } from './index.ts'

const BRN = 'brn:bce:cfc:su:0123456789abcdef0123456789abcdef:function:shop-api:$LATEST'

afterEach(() => vi.unstubAllEnvs())

async function contextOf(native: CfcContext | undefined): Promise<Context> {
  let seen: Context | undefined
  await cfc(on(http(), (_, context) => void (seen = context)))(httpEvent(), native)
  return seen!
}

describe('context', () => {
  it('is read by the names that are likely', async () => {
    const context = await contextOf(nativeContext())
    expect(context.provider).toBe('baidu')
    expect(context.requestId).toBe('f6000000-0000-4000-8000-0000000000b1')
    expect(context.functionName).toBe('shop-api')
    expect(context.functionVersion).toBe('3')
    expect(context.region).toBe('gz')
    expect(context.memoryMb).toBe(256)
    expect(context.native).toEqual(nativeContext())
  })

  it.each([
    ['requestId', { requestId: 'r-1' }],
    ['invokeid', { invokeid: 'r-1' }],
    ['awsRequestId', { awsRequestId: 'r-1' }],
    ['REQUESTID', { REQUESTID: 'r-1' }],
    ['the first of two that is filled', { requestID: null, invokeId: 'r-1' }],
  ])('finds the request id as %s', async (_, native) => {
    expect((await contextOf(native as unknown as CfcContext)).requestId).toBe('r-1')
  })

  it.each(['functionBrn', 'functionbrn', 'invokedFunctionBrn', 'invokedFunctionArn', 'FunctionBRN'])(
    'finds the region in %s',
    async (name) => {
      expect((await contextOf({ [name]: BRN })).region).toBe('su')
    },
  )

  it('reads accessors of a class too', async () => {
    class Native {
      get requestID(): string {
        return 'r-2'
      }
    }
    expect((await contextOf(new Native() as unknown as CfcContext)).requestId).toBe('r-2')
  })

  it.each([
    ['missing', undefined],
    ['empty', {}],
    ['of wrong types', { requestID: 5, functionName: ['x'], functionBrn: 7, memoryLimitInMB: undefined }],
  ])('falls back to the environment where it is %s', async (_, native) => {
    vi.stubEnv('BCE_USER_FUNCTION_BRN', BRN)
    vi.stubEnv('BCE_USER_FUNCTION_NAME', 'env-name')
    vi.stubEnv('BCE_USER_FUNCTION_VERSION', '$LATEST')
    vi.stubEnv('BCE_USER_FUNCTION_MEMSIZE', '512')
    const context = await contextOf(native as unknown as CfcContext)
    expect(context.requestId).toBe('')
    expect(context.functionName).toBe('env-name')
    expect(context.functionVersion).toBe('$LATEST')
    expect(context.region).toBe('su')
    expect(context.memoryMb).toBe(512)
  })
})

describe('remaining time', () => {
  it('is what the runtime says, asked on the context itself', async () => {
    const native = nativeContext({
      left: 1234,
      getRemainingTimeInMillis(this: { left: number }) {
        return this.left
      },
    })
    expect((await contextOf(native)).remainingMs()).toBe(1234)
  })

  it('is unknown where it says nothing', async () => {
    const context = await contextOf(nativeContext())
    expect(context.remainingMs()).toBe(Infinity)
    expect(context.deadline).toBeUndefined()
  })
})

describe('credentials', () => {
  const expected = { accessKeyId: 'ak', secretAccessKey: 'sk', sessionToken: 'st' }

  it.each([
    ['Go', { credentialAccessKeyId: 'ak', credentialAccessKeySecret: 'sk', credentialSessionToken: 'st' }],
    ['Java', { credential: { accessKeyId: 'ak', secretAccessKey: 'sk', sessionToken: 'st' } }],
    ['a list of them', { credentials: { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'st' } }],
    ['the runtime protocol', { accessKey: 'ak', secretKey: 'sk', securityToken: 'st' }],
    [
      'letters of any case',
      { Credential: { AccessKeyID: 'ak', AccessKeySecret: 'sk', SecurityToken: 'st' } },
    ],
  ])('are found as in %s', async (_, native) => {
    expect((await contextOf(native)).credentials).toEqual(expected)
  })

  it('are those of the call', async () => {
    const context = await contextOf(nativeContext({ accessKey: 'ak', secretKey: 'sk' }))
    expect(context.credentials).toEqual({ ...expected, sessionToken: undefined })
  })

  it('are none where the function has no role', async () => {
    const context = await contextOf(nativeContext({ accessKey: '', secretKey: '', securityToken: '' }))
    expect(context.credentials).toBeUndefined()
  })
})
