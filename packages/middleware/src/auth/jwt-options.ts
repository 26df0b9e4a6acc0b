import { checkOptions } from '@sampan/core/adapter'
import { badOption, isText } from './caller.ts'
import type { JwtOptions } from './jwt-types.ts'

const KEYS = ['jwks', 'publicKey', 'secret'] as const
const TIMES = ['clockSkewMs', 'maxTokenBytes', 'jwksCacheMs', 'jwksCooldownMs', 'jwksTimeoutMs'] as const
const KNOWN = [
  ...KEYS,
  'issuer',
  'audience',
  'algorithms',
  'typ',
  'required',
  'cookie',
  'mustExpire',
  ...TIMES,
]

/**
 * A public key is no secret: whoever may name HS256 for it signs tokens with what everybody can read. So the kind of
 * key decides which algorithms there are at all (RFC 8725, section 3.1).
 */
const PUBLIC = /^(?:(?:RS|PS|ES)(?:256|384|512)|EdDSA|Ed25519)$/
const SECRET = /^HS(?:256|384|512)$/

export function algorithmsOf({ algorithms, secret }: JwtOptions): string[] {
  if (algorithms !== undefined) return [...algorithms]
  return secret === undefined ? ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'] : ['HS256']
}

export function secretBytes(secret: string | Uint8Array): Uint8Array {
  return typeof secret === 'string' ? new TextEncoder().encode(secret) : secret
}

/** Where the keys are fetched, if they are. */
export function keysUrl({ jwks }: JwtOptions): URL | undefined {
  if (jwks instanceof URL) return jwks
  return typeof jwks === 'string' ? new URL(jwks) : undefined
}

/** @throws SampanError SAMPAN_UNKNOWN_OPTION, SAMPAN_BAD_OPTION. No message has a key in it. */
export function checkJwtOptions(options: JwtOptions): void {
  checkOptions('jwt()', options, KNOWN)
  if (KEYS.filter((name) => options[name] !== undefined).length !== 1) {
    throw badOption('jwt() takes one of jwks, publicKey and secret')
  }
  checkNames('issuer', options.issuer)
  checkNames('audience', options.audience)
  checkAlgorithms(options)
  const { jwks, publicKey, secret, cookie, typ } = options
  if (jwks !== undefined) checkSet(options)
  if (publicKey !== undefined && !/^\s*-----BEGIN (?:PUBLIC KEY|CERTIFICATE)-----/.test(publicKey)) {
    throw badOption('jwt(): publicKey is PEM that begins with PUBLIC KEY or CERTIFICATE')
  }
  if (secret !== undefined) checkSecret(secret, algorithmsOf(options))
  for (const [name, value] of Object.entries({ cookie, typ })) {
    if (value !== undefined && !isText(value)) throw badOption(`jwt(): ${name} is a name`)
  }
  for (const name of TIMES) {
    const value = options[name]
    if (value !== undefined && !(Number.isFinite(value) && value >= 0)) {
      throw badOption(`jwt(): ${name} is a number from 0, not ${value}`)
    }
  }
}

/** An environment variable that is not set must not switch a check off. */
function checkNames(name: string, value: unknown): void {
  const names: unknown[] = Array.isArray(value) ? value : [value]
  if (value === false || (names.length > 0 && names.every(isText))) return
  throw badOption(`jwt(): ${name} is a text or a list of texts, or false to accept every one`)
}

function checkAlgorithms(options: JwtOptions): void {
  const allowed = options.secret === undefined ? PUBLIC : SECRET
  const algorithms = algorithmsOf(options)
  const wrong = algorithms.find((name) => !allowed.test(name))
  if (wrong !== undefined) {
    throw badOption(
      `jwt(): ${wrong} is no algorithm of ${options.secret === undefined ? 'public keys' : 'a secret'}`,
    )
  }
  if (algorithms.length === 0) throw badOption('jwt(): algorithms is empty')
}

function checkSet(options: JwtOptions): void {
  const { jwks } = options
  if (typeof jwks === 'string' && !URL.canParse(jwks)) throw badOption('jwt(): jwks is no absolute URL')
  const url = keysUrl(options)
  if (url !== undefined) {
    const here = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
    // Who can change the keys on their way can sign every token.
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && here)) {
      throw badOption('jwt(): jwks is an https URL; http only on this machine')
    }
    if (url.username !== '' || url.password !== '') throw badOption('jwt(): jwks is a URL without a password')
    return
  }
  const { keys } = jwks as { keys?: unknown }
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isPublicKey)) {
    throw badOption('jwt(): jwks is a URL, or a set { keys } of public keys')
  }
}

function isPublicKey(key: { kty?: unknown; d?: unknown } | null): boolean {
  return (
    typeof key === 'object' && key !== null && isText(key.kty) && key.kty !== 'oct' && key.d === undefined
  )
}

function checkSecret(secret: unknown, algorithms: string[]): void {
  if (typeof secret !== 'string' && !(secret instanceof Uint8Array))
    throw badOption('jwt(): secret is text or bytes')
  if (typeof secret === 'string' && secret.includes('-----BEGIN ')) {
    throw badOption('jwt(): secret is a PEM key; a public one is the option publicKey')
  }
  // RFC 7518, section 3.2: a key as long as the hash, or it is guessed offline from a single token.
  const least = Math.max(...algorithms.map((name) => Number(name.slice(2)) / 8))
  if (secretBytes(secret).length < least) throw badOption(`jwt(): secret has less than ${least} bytes`)
}
