import { HttpError } from '../errors.ts'
import type { HttpEvent } from './event.ts'

const COMMON = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

/** Requests that no handler should see: no method, or one that Fetch forbids because it reflects credentials. */
export function refuseMethod({ method }: HttpEvent): HttpError | undefined {
  if (method === 'GET' || method === 'POST') return undefined
  if (!/^[!#$%&'*+.^_`|~\dA-Za-z-]+$/.test(method)) {
    return new HttpError(400, 'The request has no valid method', { code: 'SAMPAN_BAD_METHOD' })
  }
  return /^(?:TRACE|TRACK|CONNECT)$/i.test(method) ? methodNotAllowed(method, COMMON) : undefined
}

/** 405 with the Allow header that RFC 9110, section 15.5.6, asks for. */
export function methodNotAllowed(method: string, allow: string): HttpError {
  return new HttpError(405, `${method} is not served here`, { headers: { allow } })
}
