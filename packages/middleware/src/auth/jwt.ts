import type { HttpEvent, Identity, Middleware } from '@sampan/core'
import { lazily } from '@sampan/core/adapter'
import { bearerToken, isCompact } from './bearer.ts'
import { type Caller, missing, refused, signIn } from './caller.ts'
import { checkJwtOptions } from './jwt-options.ts'
import type { JwtOptions } from './jwt-types.ts'

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
