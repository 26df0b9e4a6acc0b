import { type Identity, SampanError } from '@sampan/core'
import type { CryptoKey, JWTVerifyGetKey, JWTVerifyOptions, JWTVerifyResult } from 'jose'
import { badOption, isText } from './caller.ts'
import type { JwtOptions } from './jwt-types.ts'
import { algorithmsOf, keysUrl, secretBytes } from './jwt-options.ts'
import { remoteKeys } from './keys.ts'

type Jose = Awaited<ReturnType<typeof loadJose>>

/** Who a token says the caller is, or in a few words why it is not valid. */
export type Verify = (token: string) => Promise<Identity | string>

/** @throws SampanError SAMPAN_NOT_INSTALLED; SAMPAN_BAD_OPTION for a public key that cannot be read */
export async function createVerifier(options: JwtOptions): Promise<Verify> {
  const jose = await loadJose()
  const { issuer, audience, typ, clockSkewMs = 30_000, mustExpire = true } = options
  const keyOf = await keySource(jose, options)
  const wanted: JWTVerifyOptions = {
    algorithms: algorithmsOf(options),
    clockTolerance: clockSkewMs / 1000,
    requiredClaims: mustExpire ? ['exp'] : [],
    ...(issuer !== false && { issuer: [issuer].flat() }),
    ...(audience !== false && { audience: [audience].flat() }),
  }
  const types = typ === undefined ? ['', 'jwt', 'at+jwt'] : [plainType(typ)]
  return async (token) => {
    try {
      const { payload, protectedHeader } = await verifyByAny(jose, token, keyOf, wanted)
      return types.includes(plainType(protectedHeader.typ))
        ? identityOf(payload)
        : 'The token is of another type'
    } catch (error) {
      const code = codeOf(error)
      if (code === 'ERR_JWT_EXPIRED') return 'The token has expired'
      // What is not the library's verdict on the token is trouble of ours, and not the caller's.
      if (code.startsWith('ERR_J') && code !== 'ERR_JWKS_INVALID') return 'The token is not valid'
      throw error
    }
  }
}

/** By name, so that a bundler leaves the rest of the library out. */
async function loadJose() {
  try {
    const { createLocalJWKSet, importSPKI, importX509, jwtVerify } = await import('jose')
    return { createLocalJWKSet, importSPKI, importX509, jwtVerify }
  } catch (cause) {
    throw new SampanError('SAMPAN_NOT_INSTALLED', 'jwt() needs the package jose: npm install jose', { cause })
  }
}

async function keySource(jose: Jose, options: JwtOptions): Promise<JWTVerifyGetKey> {
  const { jwks, publicKey, secret, jwksCacheMs, jwksCooldownMs, jwksTimeoutMs } = options
  if (secret !== undefined) {
    const key = secretBytes(secret)
    return () => Promise.resolve(key)
  }
  if (publicKey !== undefined) return pemKeys(jose, publicKey.trim(), algorithmsOf(options))
  const createSet = jose.createLocalJWKSet as (set: unknown) => JWTVerifyGetKey
  const url = keysUrl(options)
  if (url === undefined) return createSet(jwks)
  return remoteKeys(createSet, {
    url,
    cacheMs: jwksCacheMs ?? 600_000,
    cooldownMs: jwksCooldownMs ?? 30_000,
    timeoutMs: jwksTimeoutMs ?? 5000,
  })
}

/** The key once for each algorithm that it fits: what a token names can then be looked up, and nothing else. */
async function pemKeys(jose: Jose, pem: string, algorithms: string[]): Promise<JWTVerifyGetKey> {
  const read = pem.startsWith('-----BEGIN CERT') ? jose.importX509 : jose.importSPKI
  const keys = new Map<unknown, Awaited<ReturnType<typeof read>>>()
  for (const name of algorithms) {
    const key = await read(pem, name).catch(() => undefined)
    if (key !== undefined) keys.set(name, key)
  }
  if (keys.size === 0) throw badOption('jwt(): publicKey is no key for any of the algorithms')
  return async ({ alg }) => {
    const key = keys.get(alg)
    if (key === undefined)
      throw Object.assign(new Error('another kind of key'), { code: 'ERR_JWKS_NO_MATCHING_KEY' })
    return key
  }
}

/** A token without `kid` may fit several keys of a set: each is tried. */
async function verifyByAny(
  { jwtVerify }: Jose,
  token: string,
  keyOf: JWTVerifyGetKey,
  wanted: JWTVerifyOptions,
): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(token, keyOf, wanted)
  } catch (several) {
    if (codeOf(several) !== 'ERR_JWKS_MULTIPLE_MATCHING_KEYS') throw several
    for await (const key of several as AsyncIterable<CryptoKey>) {
      try {
        return await jwtVerify(token, key, wanted)
      } catch (error) {
        if (codeOf(error) !== 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') throw error
      }
    }
    throw several
  }
}

/** `scope` is RFC 8693's, one text; `scp` is what Microsoft (a text) and Okta (a list) say instead. */
function identityOf(claims: JWTVerifyResult['payload']): Identity {
  const said = claims['scope'] ?? claims['scp']
  const scopes: unknown = typeof said === 'string' ? said.split(' ') : said
  return {
    type: 'jwt',
    ...(isText(claims.sub) && { id: claims.sub }),
    claims,
    ...(Array.isArray(scopes) && { scopes: scopes.filter(isText) }),
  }
}

/** RFC 7515, section 4.1.9: `application/` may be left out, and case does not count. */
function plainType(typ: unknown): string | undefined {
  if (typ === undefined) return ''
  return typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : undefined
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : ''
}
