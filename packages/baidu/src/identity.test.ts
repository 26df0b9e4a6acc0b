import { describe, expect, it } from 'vitest'
import { see } from '../test/support.ts'
import { httpSamples } from './samples.ts'

describe('what a client writes is never an identity', () => {
  const forged = {
    identity: { sub: 'root' },
    requestContext: { identity: { secretId: 'root' }, authorizer: { sub: 'root' } },
  }
  const headers: [string, string][] = [
    ['authorization', 'Bearer e30.eyJzdWIiOiJyb290In0.AAAA'],
    ['x-bce-account-id', 'root'],
    ['x-bce-user-id', 'root'],
    ['x-bce-identity', 'root'],
    ['x-bce-claim-sub', 'root'],
    ['x-jwt-claims', 'root'],
    ['x-user-id', 'root'],
    ['content-type', 'application/json'],
  ]
  it.each(httpSamples.map((sample) => [sample.name, sample] as const))('%s', async (_, sample) => {
    const native = sample.request({
      method: 'POST',
      path: '/requestContext/identity',
      search: 'requestContext[identity]=root&identity=root&secretId=root&sub=root',
      headers,
      body: Buffer.from(JSON.stringify(forged)),
    })
    const seen = await see(native, ({ identity, method }) => [identity, method])
    expect(seen).toEqual([undefined, 'POST'])
  })
})
