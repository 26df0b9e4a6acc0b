import type { HttpEvent } from '@sampan/core'
import { lazily, type LazyHttpEvent } from '@sampan/core/adapter'
import type { RouteOptions } from './types.ts'

/** All but JSON, which most bodies are. */
export const parsers: Lazily = /* @__PURE__ */ lazily(() => import('./parse.ts'))

type Lazily = () => Promise<typeof import('./parse.ts')>

/** The media type that a body is read by. Without a Content-Type it is JSON, as most API clients mean it. */
export function bodyType(event: HttpEvent): string {
  const given = event.headers.get('content-type') || JSON_TYPE
  return given === JSON_TYPE ? given : mediaType(given)
}

/** Lower case, without parameters. */
export function mediaType(text: string): string {
  return text.split(';', 1)[0]!.trim().toLowerCase()
}

/** A type of lines is read as such only where the route says so, because its handler is given an iterable. */
export function isLines(type: string, consumes: RouteOptions['consumes']): boolean {
  if (type !== 'application/x-ndjson' && type !== 'application/jsonl') return false
  return (typeof consumes === 'string' ? [consumes] : (consumes ?? [])).some((one) => mediaType(one) === type)
}

/** The body as a value or a promise of it. */
export function readBody(event: HttpEvent, type: string, consumes: RouteOptions['consumes']): unknown {
  if (type === JSON_TYPE || type.endsWith('+json')) return (event as LazyHttpEvent<unknown>)._json()
  return parsers().then(({ parseBody }) => parseBody(event, type, consumes !== undefined))
}

const JSON_TYPE = 'application/json'
