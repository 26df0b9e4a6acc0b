import { HttpError, type HttpEvent } from '@sampan/core'
import { type LazyHttpEvent, parseQuery } from '@sampan/core/adapter'

/** The body as a value or a promise of it, by its Content-Type; without one it is taken for JSON, as most API clients mean it. */
export function readBody(event: HttpEvent): unknown {
  const given = event.headers.get('content-type') || 'application/json'
  if (given === 'application/json') return jsonOf(event)
  const type = given.split(';', 1)[0]!.trim().toLowerCase()
  if (type === 'application/json' || type.endsWith('+json')) return jsonOf(event)
  if (type === 'application/x-www-form-urlencoded') return event.text().then(parseQuery)
  throw new HttpError(415, `A body of type ${type} is not understood here`, {
    // RFC 9110, section 15.5.16: the field tells what would have been.
    headers: { accept: 'application/json, application/x-www-form-urlencoded' },
  })
}

function jsonOf(event: HttpEvent): unknown {
  return (event as LazyHttpEvent<unknown>)._json()
}
