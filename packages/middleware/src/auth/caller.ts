import { HttpError, type HttpEvent, type Identity, SampanError } from '@sampan/core'

/** What `auth.jwt()` and `auth.apiKey()` add to the context; the same as `event.identity`. */
export interface Caller<Who = Identity | undefined> {
  readonly identity: Who
}

/** From here on the event says who calls, to the router's `identity` rules too. */
export function signIn(event: HttpEvent, identity: Identity): Caller<Identity> {
  ;(event as { identity: Identity | undefined }).identity = identity
  return { identity }
}

/** Nobody says who calls. The challenge carries no error then: RFC 6750, section 3.1. */
export function missing(what: string, challenge: string): HttpError {
  return new HttpError(401, `The request has no ${what}`, {
    code: 'SAMPAN_NO_IDENTITY',
    headers: { 'www-authenticate': challenge },
  })
}

/** Somebody says it wrongly. Neither what was sent nor the error of a library goes along: both may hold the secret. */
export function refused(message: string, challenge: string): HttpError {
  return new HttpError(401, message, {
    code: 'SAMPAN_BAD_CREDENTIALS',
    headers: { 'www-authenticate': challenge },
  })
}

export function badOption(message: string): SampanError {
  return new SampanError('SAMPAN_BAD_OPTION', message)
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
