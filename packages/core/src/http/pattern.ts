import { SampanError } from '../errors.ts'
import { BareRecord } from './bare.ts'
import { decodePart } from './cookies.ts'
import { matchPath, normalPath } from './path.ts'

/**
 * The params of a route, from its text: `/a/:b/:c?` gives `{ b: string; c?: string }`, `/a/**:rest` `{ rest: string }`.
 * `*` is one segment and `**` the rest of the path, neither captured.
 */
export type PathParams<Path extends string> = string extends Path
  ? { readonly [name: string]: string | undefined }
  : Simplify<Segments<WithoutMethod<Path>>>

type WithoutMethod<Text extends string> = Text extends `${string} ${infer Path}` ? Path : Text

type Segments<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? Segment<Head> & Segments<Tail>
  : Segment<Path>

type Segment<Text extends string> = Text extends `**:${infer Name}`
  ? { readonly [N in Name]: string }
  : Text extends `:${infer Name}?`
    ? { readonly [N in Name]?: string }
    : Text extends `:${infer Name}`
      ? { readonly [N in Name]: string }
      : unknown

type Simplify<T> = { [Key in keyof T]: T[Key] }

export interface Route {
  /** Empty: every method. */
  readonly method: string
  readonly path: string
}

// One expression: a cold start compiles every one that it runs, at some 50 µs each.
const ROUTE = /^(?:([A-Z]+) )?((?:\/(?::\w+|\*|[^\s/:*?#][^\s/*?#]*)?)*(?:\/:\w+\?|\/\*\*(?::\w+)?)?)$/

/** `GET /users/:id` or `/users/:id`. Literals are percent-encoded here, once: they compare with paths as sent. */
export function parseRoute(text: string): Route {
  const [, method = '', path] = ROUTE.exec(text) ?? []
  if (!path) {
    throw new SampanError(
      'SAMPAN_BAD_ROUTE',
      `"${text}" is no route; segments are text, ":name" and "*", and at the end ":name?", "**" or "**:name"`,
    )
  }
  const names = path.split('/').filter((segment) => segment.startsWith(':') || segment.startsWith('**:'))
  if (names.length > 1 && new Set(names.map((name) => name.replace(/\W/g, ''))).size < names.length) {
    throw new SampanError('SAMPAN_BAD_ROUTE', `In route "${text}" two params have one name`)
  }
  const mark = path.endsWith('?') ? '?' : ''
  return { method, path: matchPath(normalPath(path.slice(0, path.length - mark.length))) + mark }
}

/** One segment of a pattern: a text, or what captures a segment, one that may be missing, or the rest. */
interface Part {
  readonly kind: 'text' | 'one' | 'optional' | 'rest'
  /** The text, or the param's name: empty where it is not kept. */
  readonly name: string
}

function partOf(segment: string): Part {
  if (segment.startsWith('**')) return { kind: 'rest', name: segment.slice(3) }
  if (segment === '*') return { kind: 'one', name: '' }
  if (segment[0] !== ':') return { kind: 'text', name: segment }
  return segment.endsWith('?')
    ? { kind: 'optional', name: segment.slice(1, -1) }
    : { kind: 'one', name: segment.slice(1) }
}

/** Matches one path pattern: the params, decoded once, or undefined. For many patterns there is the router. */
export function pathMatcher(pattern: string): (path: string) => { [name: string]: string } | undefined {
  // Taken apart once: a name that is cut out anew for each call is a key that V8 has to look up in its table of strings.
  const parts = pattern.split('/').map(partOf)
  return (sent) => {
    const path = matchPath(sent)
    const params = new BareRecord<string>()
    let start = 0
    for (const { kind, name } of parts) {
      if (kind === 'rest') {
        if (name) params[name] = decodePart(path.slice(start))
        return params
      }
      if (start > path.length) return kind === 'optional' ? params : undefined
      let end = path.indexOf('/', start)
      if (end === -1) end = path.length
      const part = path.slice(start, end)
      if (kind === 'text') {
        if (part !== name) return undefined
      } else if (part === '') return kind === 'optional' && path === '/' ? params : undefined
      else if (name) params[name] = decodePart(part)
      start = end + 1
    }
    return start > path.length ? params : undefined
  }
}

/**
 * Orders path patterns as text: at the first segment that differs, text goes before one of any text, and that before
 * the rest. Patterns that differ in the names of their params only are equal.
 */
export function routeRank(path: string): string {
  return path.split('/').map(segmentRank).join('/')
}

function segmentRank(segment: string): string {
  if (segment.startsWith('**')) return '3'
  if (!/^[:*]/.test(segment)) return `0${segment}`
  return segment.endsWith('?') ? '2' : '1'
}
