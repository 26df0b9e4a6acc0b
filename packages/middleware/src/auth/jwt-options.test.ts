import { beforeAll, describe, expect, it, vi } from 'vitest'
import { api, bearer, EXPECTED, SECRET } from '../../test/signed.ts'
import { jwt, type JwtOptions } from './index.ts'

const log: string[] = []
beforeAll(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => log.push(String(line)) > 0)
})

describe('options', () => {
  const good = { ...EXPECTED, secret: SECRET }
  it.each<[string, object, RegExp]>([
    ['no key', EXPECTED, /one of jwks, publicKey and secret/],
    ['two keys', { ...good, publicKey: 'x' }, /one of jwks, publicKey and secret/],
    ['no issuer', { ...good, issuer: undefined }, /issuer/],
    ['an empty issuer', { ...good, issuer: '' }, /issuer/],
    ['a list without issuers', { ...good, issuer: [] }, /issuer/],
    ['no audience', { ...good, audience: undefined }, /audience/],
    ['a list with a hole', { ...good, audience: ['a', undefined] }, /audience/],
    ['true for an audience', { ...good, audience: true }, /audience/],
    ['none', { ...good, algorithms: ['none'] }, /none is no algorithm of a secret/],
    ['no algorithm', { ...good, algorithms: [] }, /algorithms is empty/],
    ['RS256 with a secret', { ...good, algorithms: ['RS256'] }, /RS256 is no algorithm of a secret/],
    [
      'HS256 with keys',
      { ...EXPECTED, jwks: 'https://a.example.com', algorithms: ['RS256', 'HS256'] },
      /HS256 is no algorithm of public keys/,
    ],
    ['a short secret', { ...good, secret: 'hunter2' }, /less than 32 bytes/],
    [
      'a short secret for its hash',
      { ...good, secret: 'x'.repeat(63), algorithms: ['HS512'] },
      /less than 64/,
    ],
    ['a PEM secret', { ...good, secret: '-----BEGIN PUBLIC KEY-----\nMIIBIjANBg' }, /publicKey/],
    ['a private key', { ...EXPECTED, publicKey: '-----BEGIN PRIVATE KEY-----' }, /publicKey is PEM/],
    ['http', { ...EXPECTED, jwks: 'http://issuer.example.com/' }, /https/],
    ['http to what only looks local', { ...EXPECTED, jwks: 'http://127.0.0.1.example.com/' }, /https/],
    ['no URL', { ...EXPECTED, jwks: '/jwks.json' }, /no absolute URL/],
    ['a file', { ...EXPECTED, jwks: 'file:///etc/jwks.json' }, /https/],
    ['a password', { ...EXPECTED, jwks: 'https://a:hunter2@issuer.example.com/' }, /without a password/],
    ['an empty set', { ...EXPECTED, jwks: { keys: [] } }, /set/],
    ['a secret in a set', { ...EXPECTED, jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] } }, /public keys/],
    ['a private key in a set', { ...EXPECTED, jwks: { keys: [{ kty: 'EC', d: 'AAAA' }] } }, /public keys/],
    ['a negative skew', { ...good, clockSkewMs: -1 }, /clockSkewMs/],
    ['no number', { ...good, maxTokenBytes: NaN }, /maxTokenBytes/],
    ['an empty cookie', { ...good, cookie: '' }, /cookie/],
  ])('%s fails at start', (_, options, message) => {
    expect(() => jwt(options as JwtOptions)).toThrow(message)
    expect(() => jwt(options as JwtOptions)).toThrow(expect.objectContaining({ code: 'SAMPAN_BAD_OPTION' }))
    expect(() => jwt(options as JwtOptions)).not.toThrow(/hunter2|MIIB/)
  })

  it('misspelt fails at start', () => {
    expect(() => jwt({ ...good, audiance: 'x' } as never)).toThrow(/did you mean "audience"/)
  })

  it('a public key that is none fails the call, and says so in the log alone', async () => {
    const publicKey = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'
    const { status, body } = await api({ ...EXPECTED, publicKey })('GET /', bearer('e30.e30.AAAA'))
    expect(status).toBe(500)
    expect(body).not.toContain('publicKey')
    expect(log.join()).toContain('SAMPAN_BAD_OPTION')
  })
})
