import { describe, expect, it } from 'vitest'
import { apiGatewayEvent, see } from '../test/support.ts'
import { httpSamples } from './samples.ts'

describe('API Gateway', () => {
  it.each([
    ['a key pair', { identity: { secretId: 'AKIDexample' } }, 'AKIDexample'],
    ['nothing checked', { identity: {} }, undefined],
    ['an empty id', { identity: { secretId: '' } }, undefined],
    ['null', { identity: null }, undefined],
    ['no text', { identity: { secretId: { toString: 1 } } }, undefined],
    ['a text', { identity: 'root' }, undefined],
  ])('%s', async (_, context, id) => {
    const identity = await see(apiGatewayEvent({}, context), (event) => event.identity)
    expect([identity?.type, identity?.id]).toEqual([id && 'key', id])
  })
})

describe('what a client writes is never an identity', () => {
  const forged = {
    identity: { sub: 'root' },
    requestContext: { identity: { secretId: 'root' }, authorizer: { sub: 'root' } },
  }
  const headers: [string, string][] = [
    ['authorization', 'Bearer e30.eyJzdWIiOiJyb290In0.AAAA'],
    ['x-secret-id', 'root'],
    ['x-tc-uin', 'root'],
    ['x-tc-cam-uin', 'root'],
    ['x-scf-uin', 'root'],
    ['x-scf-identity', 'root'],
    ['x-api-principal', 'root'],
    ['x-user-id', 'root'],
    ['secretid', 'root'],
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
