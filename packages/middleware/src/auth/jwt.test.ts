import { HttpError, queue, use } from '@sampan/core'
import { runLayers } from '@sampan/core/adapter'
import { exportSPKI, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { caller } from '../../test/call.ts'
import { AUDIENCE, inSeconds, ISSUER, publicJwk, sign } from '../../test/issuer.ts'
import {
  api,
  bearer,
  byKeys,
  bySecret,
  bytes,
  EXPECTED,
  outcome,
  pairs,
  refused,
  SECRET,
} from '../../test/signed.ts'
import { auth, jwt } from './index.ts'

describe('a good token', () => {
  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('of %s signs in', async (alg) => {
    const token = await sign(pairs[alg]!.privateKey, { alg, kid: alg })
    const { status, json } = await byKeys()('GET /', bearer(token))
    expect(status).toBe(200)
    expect(json).toMatchObject({ same: true, identity: { type: 'jwt', id: 'ann', claims: { iss: ISSUER } } })
  })

  it('of HS256 signs in by a secret, of text or bytes', async () => {
    const token = await sign(bytes, { alg: 'HS256' })
    expect((await bySecret()('GET /', bearer(token))).json.identity.id).toBe('ann')
    expect((await bySecret({ secret: bytes })('GET /', bearer(token))).json.identity.id).toBe('ann')
  })

  it.each(['RS256', 'ES256', 'EdDSA'])('of %s signs in by a public key', async (alg) => {
    const publicKey = `\n${await exportSPKI(pairs[alg]!.publicKey)}`
    const token = await sign(pairs[alg]!.privateKey, { alg })
    expect((await api({ ...EXPECTED, publicKey })('GET /', bearer(token))).json.identity.id).toBe('ann')
  })

  it.each([
    ['of a list of algorithms', { algorithms: ['ES384'] }, { alg: 'ES384', kid: 'ES384' }, {}],
    ['for one of several audiences', { audience: ['x', AUDIENCE] }, {}, { aud: ['y', AUDIENCE] }],
    ['of one of several issuers', { issuer: ['x', ISSUER] }, {}, {}],
    ['of any issuer, where that is said', { issuer: false }, {}, { iss: 'https://other.example.com' }],
    ['for any audience, where that is said', { audience: false }, {}, { aud: undefined }],
    ['that expired within the skew', {}, {}, { exp: inSeconds(-20) }],
    ['that starts within the skew', {}, {}, { nbf: inSeconds(20) }],
    ['that never expires, where that is said', { mustExpire: false }, {}, { exp: undefined }],
    ['of type at+jwt', {}, { typ: 'application/at+JWT' }, {}],
    ['of the type that is asked for', { typ: 'secevent+jwt' }, { typ: 'secevent+jwt' }, {}],
  ])('%s signs in', async (_, options, header, claims) => {
    const { alg = 'ES256', kid = 'ES256', ...more } = header as { alg?: string; kid?: string }
    const token = await sign(pairs[alg]!.privateKey, { alg, kid, ...more }, claims)
    expect((await byKeys(options)('GET /', bearer(token))).status).toBe(200)
  })

  it.each([
    [{ scope: 'read  write' }, ['read', 'write']],
    [{ scp: 'read' }, ['read']],
    [{ scp: ['read', 7, ''] }, ['read']],
    [{ scope: '' }, []],
    [{ scope: 7 }, undefined],
    [{}, undefined],
  ])('has its scopes: %j', async (claims, scopes) => {
    const token = await sign(bytes, { alg: 'HS256' }, claims)
    expect((await bySecret()('GET /', bearer(token))).json.identity.scopes).toEqual(scopes)
  })

  it('has no id where the subject is no text', async () => {
    const token = await sign(bytes, { alg: 'HS256' }, { sub: '' })
    expect((await bySecret()('GET /', bearer(token))).json.identity).not.toHaveProperty('id')
  })

  it('without kid is tried with each key that it may be of', async () => {
    const [a, b, stranger] = await Promise.all([1, 2, 3].map(() => generateKeyPair('ES256')))
    const call = byKeys({ jwks: { keys: [await publicJwk(a!), await publicJwk(b!)] } })
    for (const pair of [a!, b!]) {
      expect((await call('GET /', bearer(await sign(pair.privateKey, { alg: 'ES256' })))).status).toBe(200)
    }
    expect(await outcome(call, await sign(stranger!.privateKey, { alg: 'ES256' }))).toEqual(refused())
    expect(await outcome(call, await sign(b!.privateKey, { alg: 'ES256' }, { exp: inSeconds(-60) }))).toEqual(
      refused('The token has expired'),
    )
  })
})

describe('where the token is', () => {
  let token: string
  beforeAll(async () => {
    token = await sign(bytes, { alg: 'HS256' })
  })

  it.each(['bearer', 'BEARER', 'bEaReR'])('in any case of the scheme: %s', async (scheme) => {
    const headers = { authorization: `${scheme} ${token}` }
    expect((await bySecret()('GET /', { headers })).status).toBe(200)
  })

  it('with blanks around it', async () => {
    const headers = { Authorization: ` \tBearer   ${token} ` }
    expect((await bySecret()('GET /', { headers })).status).toBe(200)
  })

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Bearer\t',
    'Bearer "x"',
    'Bearer a.b.c',
    'Bearer ..',
    'Bearer é.é.é',
  ])('not here: %j is 401', async (authorization) => {
    expect((await bySecret()('GET /', { headers: { authorization } })).status).toBe(401)
  })

  it('twice is 401, in two lines or in one', async () => {
    for (const authorization of [
      [`Bearer ${token}`, `Bearer ${token}`],
      [`Basic YTpi`, `Bearer ${token}`],
      `Bearer ${token}, Bearer ${token}`,
    ]) {
      expect((await bySecret()('GET /', { headers: { authorization } })).status).toBe(401)
    }
  })

  it('in a cookie, but only where that is said, and after the header', async () => {
    const headers = { cookie: `a=1; session=${token}` }
    expect((await bySecret()('GET /', { headers })).json.identity).toBeNull()
    const call = bySecret({ cookie: 'session' })
    expect((await call('GET /', { headers })).json.identity.id).toBe('ann')
    const basic = { headers: { ...headers, authorization: 'Basic YTpi' } }
    expect((await call('GET /', basic)).json.identity.id).toBe('ann')
    const other = { headers: { ...headers, authorization: 'Bearer x.x.x' } }
    expect((await call('GET /', other)).status).toBe(401)
    expect((await call('GET /', { headers: { cookie: 'session=' } })).status).toBe(401)
  })

  it('nowhere: anonymous, unless it is required', async () => {
    for (const headers of [{}, { authorization: 'Basic YTpi' }, { authorization: '' }]) {
      expect((await bySecret()('GET /', { headers })).json).toEqual({ same: true, identity: null })
      const { status, json, headers: sent } = await bySecret({ required: true })('GET /', { headers })
      expect([status, json.code, sent['www-authenticate']]).toEqual([401, 'SAMPAN_NO_IDENTITY', 'Bearer'])
    }
  })

  it('neither in the query nor in the body', async () => {
    const more = {
      body: `access_token=${token}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }
    expect((await bySecret()(`POST /?access_token=${token}`, more)).json.identity).toBeNull()
  })
})

describe('around it', () => {
  it('an identity of the platform stays where there is no token', async () => {
    const identity = { type: 'iam', id: 'role', claims: {} }
    const next = vi.fn<(added: unknown) => unknown>()
    const event = { kind: 'http', headers: { get: () => null }, identity }
    await jwt({ ...EXPECTED, secret: SECRET })(event as never, {} as never, next as never)
    expect(next).toHaveBeenCalledWith({ identity })
  })

  it('events of other kinds pass, also where a token is required', async () => {
    const seen: unknown[] = []
    const fn = use(jwt({ ...EXPECTED, secret: SECRET, required: true })).on(queue('orders'), ({ kind }) => {
      seen.push(kind)
    })
    await fn.run({ kind: 'queue' }, {} as never)
    expect(seen).toEqual(['queue'])
  })

  it('errors of the handler are its own', async () => {
    const layers = use(auth.jwt({ ...EXPECTED, secret: SECRET })).layers
    const call = caller((event, context) =>
      runLayers(layers, event, context, () => {
        throw new HttpError(418, 'mine', { code: 'ERR_JWT_EXPIRED' })
      }),
    )
    const token = await sign(bytes, { alg: 'HS256' })
    expect((await call('GET /', bearer(token))).status).toBe(418)
  })
})
