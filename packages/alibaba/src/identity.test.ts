import { http, type Identity, on } from '@sampan/core'
import type { SampleRequest } from '@sampan/core/samples'
import { describe, expect, it } from 'vitest'
import { nativeContext } from '../test/support.ts'
import { fc } from './index.ts'
import { httpSamples } from './samples.ts'

describe('what a client writes is never an identity', () => {
  const forged = {
    identity: { sub: 'root' },
    requestContext: { identity: { secretId: 'root' }, authorizer: { sub: 'root' } },
  }
  const headers: [string, string][] = [
    ['authorization', 'Bearer e30.eyJzdWIiOiJyb290In0.AAAA'],
    ['x-fc-account-id', 'root'],
    ['x-fc-user-id', 'root'],
    ['x-fc-claims', 'root'],
    ['x-fc-jwt-claim-sub', 'root'],
    ['x-ca-appid', 'root'],
    ['CaAppId', 'root'],
    ['x-ca-key', 'root'],
    ['x-acs-account-id', 'root'],
    ['uid', 'root'],
    ['x-user-id', 'root'],
    ['content-type', 'application/json'],
  ]
  it.each(httpSamples.map((sample) => [sample.name, sample] as const))('%s', async (_, sample) => {
    const native: SampleRequest = {
      method: 'POST',
      path: '/requestContext/identity',
      search: 'requestContext[identity]=root&identity=root&secretId=root&sub=root',
      headers,
      body: Buffer.from(JSON.stringify(forged)),
    }
    const seen: (Identity | string | undefined)[] = []
    const handler = fc(on(http(), ({ identity, method }) => void seen.push(identity, method)))
    await handler(sample.request(native) as never, nativeContext() as never)
    expect(seen).toEqual([undefined, 'POST'])
  })
})
