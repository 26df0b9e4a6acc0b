import { exportSPKI, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { AUDIENCE, inSeconds, ISSUER, publicJwk, rawToken, sign } from '../../test/issuer.ts'
import { api, bearer, byKeys, bySecret, bytes, EXPECTED, outcome, pairs, refused } from '../../test/signed.ts'

const log: string[] = []
beforeAll(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => log.push(String(line)) > 0)
})

describe('attacks', () => {
  const good = { iss: ISSUER, aud: AUDIENCE, sub: 'root', exp: 4_102_444_800 }

  it.each(['none', 'None', 'NONE', 'nOnE', '', null, 0, ['ES256'], '__proto__', 'constructor', 'toString'])(
    'alg %j',
    async (alg) => {
      for (const signature of ['', 'AAAA']) {
        const token = rawToken({ alg, kid: 'ES256' }, good, signature)
        expect(await outcome(byKeys(), token)).toEqual(refused())
        expect(await outcome(bySecret(), token)).toEqual(refused())
      }
    },
  )

  it('a public key as the secret of HS256', async () => {
    const pem = await exportSPKI(pairs['RS256']!.publicKey)
    const call = api({ ...EXPECTED, publicKey: pem })
    for (const text of [pem, pem.trim(), `${pem.trim()}\n`]) {
      const forged = await sign(new TextEncoder().encode(text), { alg: 'HS256', kid: 'RS256' })
      expect(await outcome(call, forged)).toEqual(refused())
      expect(await outcome(byKeys(), forged)).toEqual(refused())
    }
  })

  it('a secret with an algorithm of public keys', async () => {
    expect(await outcome(bySecret(), await sign(pairs['RS256']!.privateKey, { alg: 'RS256' }))).toEqual(
      refused(),
    )
  })

  it('a public key with the algorithm of another kind', async () => {
    const call = api({ ...EXPECTED, publicKey: await exportSPKI(pairs['RS256']!.publicKey) })
    expect(await outcome(call, await sign(pairs['ES256']!.privateKey, { alg: 'ES256' }))).toEqual(refused())
  })

  it('an algorithm that is not on the list', async () => {
    const token = await sign(pairs['RS256']!.privateKey, { alg: 'RS256', kid: 'RS256' })
    expect(await outcome(byKeys({ algorithms: ['ES256'] }), token)).toEqual(refused())
    expect(
      await outcome(byKeys(), await sign(pairs['ES384']!.privateKey, { alg: 'ES384', kid: 'ES384' })),
    ).toEqual(refused())
  })

  it.each([
    ['../../../dev/null'],
    ['/etc/passwd'],
    ['https://evil.example.com/keys.json'],
    ['__proto__'],
    ['constructor'],
    ["' OR 1=1 --"],
    ['ES256\0'],
    [''],
    [null],
    [7],
    [{ toString: 'ES256' }],
    [['ES256']],
  ])('kid %j', async (kid) => {
    expect(await outcome(byKeys(), await sign(pairs['ES256']!.privateKey, { alg: 'ES256', kid }))).toEqual(
      refused(),
    )
  })

  it('keys that the token brings along', async () => {
    const mine = await generateKeyPair('ES256', { extractable: true })
    const jwk = await publicJwk(mine)
    for (const more of [
      { jwk },
      { jku: 'https://evil.example.com' },
      { x5u: 'https://evil.example.com' },
      { x5c: ['AAAA'] },
    ]) {
      expect(
        await outcome(byKeys(), await sign(mine.privateKey, { alg: 'ES256', kid: 'ES256', ...more })),
      ).toEqual(refused())
    }
  })

  it.each([
    [{ crit: ['exp'], exp: 1 }],
    [{ crit: ['b64'], b64: false }],
    [{ crit: ['https://x.example.com'], 'https://x.example.com': true }],
    [{ crit: [] }],
    [{ crit: 'exp' }],
  ])('a critical header that nobody understands: %j', async (more) => {
    expect(await outcome(bySecret(), rawToken({ alg: 'HS256', ...more }, good))).toEqual(refused())
    expect(await outcome(byKeys(), rawToken({ alg: 'ES256', kid: 'ES256', ...more }, good))).toEqual(
      refused(),
    )
  })

  it.each([
    ['expired', { exp: inSeconds(-60) }, 'The token has expired'],
    ['of the future', { nbf: inSeconds(60) }, undefined],
    ['of another issuer', { iss: 'https://evil.example.com' }, undefined],
    ['of no issuer', { iss: undefined }, undefined],
    ['of a longer issuer', { iss: `${ISSUER}.evil.example.com` }, undefined],
    ['for another audience', { aud: 'https://other.example.com' }, undefined],
    ['for none', { aud: undefined }, undefined],
    ['for an empty list', { aud: [] }, undefined],
    ['that never expires', { exp: undefined }, undefined],
    ['with a text for its end', { exp: '4102444800' }, undefined],
  ])('a token %s', async (_, claims, why) => {
    expect(await outcome(bySecret(), await sign(bytes, { alg: 'HS256' }, claims))).toEqual(refused(why))
  })

  it.each([['logout+jwt'], ['dpop+jwt'], ['JWE'], [7], [{}]])('a token of type %j', async (typ) => {
    expect(await outcome(bySecret(), await sign(bytes, { alg: 'HS256', typ }))).toEqual(
      refused('The token is of another type'),
    )
  })

  it('a token of another type than is asked for', async () => {
    const call = bySecret({ typ: 'at+jwt' })
    expect(await outcome(call, await sign(bytes, { alg: 'HS256', typ: 'JWT' }))).toEqual(
      refused('The token is of another type'),
    )
    expect(await outcome(call, await sign(bytes, { alg: 'HS256' }))).toEqual(
      refused('The token is of another type'),
    )
  })

  it('a changed payload, a cut signature, another key', async () => {
    const [head, , signature] = (await sign(bytes, { alg: 'HS256' })).split('.') as [string, string, string]
    const payload = Buffer.from(JSON.stringify(good)).toString('base64url')
    expect(await outcome(bySecret(), `${head}.${payload}.${signature}`)).toEqual(refused())
    expect(await outcome(bySecret(), `${head}.${payload}.${signature.slice(0, -4)}`)).toEqual(refused())
    expect(
      await outcome(
        bySecret(),
        await sign(
          bytes.map((byte) => byte ^ 1),
          { alg: 'HS256' },
        ),
      ),
    ).toEqual(refused())
  })

  it('a huge token, which is not read', async () => {
    const token = await sign(bytes, { alg: 'HS256' }, { fill: 'x'.repeat(8192) })
    expect(await outcome(bySecret(), token)).toEqual(refused())
    expect((await bySecret({ maxTokenBytes: 20_000 })('GET /', bearer(token))).status).toBe(200)
    expect(await outcome(bySecret(), `${'a'.repeat(1_000_000)}.a.a`)).toEqual(refused())
  })

  it('a key __proto__ among the claims reaches no prototype', async () => {
    const claims = JSON.parse('{"__proto__":{"admin":true}}') as object
    const { json } = await bySecret()('GET /', bearer(await sign(bytes, { alg: 'HS256' }, { a: claims })))
    expect(json.identity.claims.admin).toBeUndefined()
    expect(({} as { admin?: unknown }).admin).toBeUndefined()
  })
})

it('nothing of a token was logged', () => {
  expect(log.filter((line) => /eyJ|[\w-]{10,}\.[\w-]{10,}\./.test(line))).toEqual([])
})
