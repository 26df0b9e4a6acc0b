import type { HttpEvent, Identity, Middleware } from '@sampan/core'
import { lazily } from '@sampan/core/adapter'
import { bearerToken, isCompact } from './bearer.ts'
import { type Caller, missing, refused, signIn } from './caller.ts'
import { checkJwtOptions } from './jwt-options.ts'

/** Public keys verify RS…, PS…, ES… and EdDSA, a secret HS…; neither is ever taken for the other. */
export type JwtAlgorithm =
  | `${'RS' | 'PS' | 'ES' | 'HS'}${'256' | '384' | '512'}`
  /** Both names of one algorithm: RFC 8037 and, since RFC 9864, the other. */
  | 'EdDSA'
  | 'Ed25519'

/** With what a token is verified: exactly one of the three. */
export type JwtKeys =
  | {
      /**
       * Where the issuer publishes its keys (https, or http on this machine), such as
       * `https://issuer.example.com/.well-known/jwks.json`; or the set itself, of public keys.
       */
      readonly jwks: string | URL | { readonly keys: readonly object[] }
      readonly publicKey?: never
      readonly secret?: never
    }
  | {
      /** PEM: `-----BEGIN PUBLIC KEY-----` or `-----BEGIN CERTIFICATE-----`. */
      readonly publicKey: string
      readonly jwks?: never
      readonly secret?: never
    }
  | {
      /** At least as many bytes as the hash has: 32 for HS256. */
      readonly secret: string | Uint8Array
      readonly jwks?: never
      readonly publicKey?: never
    }

export type JwtOptions = JwtKeys & {
  /** The `iss` of a token, one of these; false accepts any, and is right only where the key has a single issuer. */
  readonly issuer: string | readonly string[] | false
  /** The `aud`, at least one of these; false accepts tokens that were issued for other services as well. */
  readonly audience: string | readonly string[] | false
  /** Default RS256, PS256, ES256 and EdDSA, with a secret HS256. There is no `none`. */
  readonly algorithms?: readonly JwtAlgorithm[]
  /** The header's `typ`, such as `at+jwt`. Default: none, `JWT` or `at+jwt`, so that a logout token is no sign-in. */
  readonly typ?: string
  /** Whether a request without a token is answered 401. Default false: it goes on without an identity. */
  readonly required?: boolean
  /** Name of a cookie that has the token where there is no `Authorization: Bearer`. Default none. */
  readonly cookie?: string
  /** How far the issuer's clock may be off, in milliseconds. Default 30,000. */
  readonly clockSkewMs?: number
  /** Whether a token has to have an `exp`. Default true. */
  readonly mustExpire?: boolean
  /** A longer token is refused unread. Default 8192. */
  readonly maxTokenBytes?: number
  /** How long fetched keys are used, in milliseconds. Default 600,000; an hour more where the issuer cannot be reached. */
  readonly jwksCacheMs?: number
  /** A key that is not in the set fetches it anew, at most once in so many milliseconds. Default 30,000. */
  readonly jwksCooldownMs?: number
  /** Default 5000. */
  readonly jwksTimeoutMs?: number
}

/**
 * Signs the caller in by a JSON Web Token: `event.identity`, and `identity` of the context, are
 * `{ type: 'jwt', id: sub, claims, scopes }`. A request without a token goes on as it is unless `required`; one with a
 * token that is not valid is 401 in any case. Needs the package `jose`. Events of other kinds pass, without an identity.
 *
 * @throws SampanError SAMPAN_UNKNOWN_OPTION, SAMPAN_BAD_OPTION; in a call SAMPAN_NOT_INSTALLED
 * @throws HttpError 401 SAMPAN_NO_IDENTITY or SAMPAN_BAD_CREDENTIALS, 503 SAMPAN_KEYS_UNAVAILABLE
 */
export function jwt(options: JwtOptions & { readonly required: true }): Middleware<Caller<Identity>>
export function jwt(options: JwtOptions): Middleware<Caller>
export function jwt(options: JwtOptions): Middleware<Caller<any>> {
  checkJwtOptions(options)
  const { cookie, required = false, maxTokenBytes = 8192 } = options
  const verifier = lazily(async () => (await import('./verify.ts')).createVerifier(options))

  return async (event, _context, next) => {
    if (event.kind !== 'http') return next({ identity: undefined })
    const token = tokenOf(event, cookie)
    if (token === undefined) {
      if (required) throw missing('bearer token', 'Bearer')
      return next({ identity: event.identity })
    }
    if (token === null || token.length > maxTokenBytes || !isCompact(token)) throw badToken()
    const verify = await verifier()
    const identity = await verify(token)
    if (typeof identity === 'string') throw badToken(identity)
    return next(signIn(event, identity))
  }
}

/** The header goes first: a browser sends its cookie beside it whether it is meant or not. */
function tokenOf(event: HttpEvent, cookie: string | undefined): string | null | undefined {
  const token = bearerToken(event.headers.get('authorization'))
  return token === undefined && cookie !== undefined ? event.cookies[cookie] : token
}

/** `why` holds no quotes. */
function badToken(why = 'The token is not valid'): Error {
  return refused(why, `Bearer error="invalid_token", error_description="${why}"`)
}
