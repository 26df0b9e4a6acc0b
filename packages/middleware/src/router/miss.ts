import { type Context, HttpError, type HttpEvent, type Identity, reply } from '@sampan/core'
import { matchPath, methodNotAllowed } from '@sampan/core/adapter'
import { missedScopes } from './identity.ts'
import { sharedLayers } from './layers.ts'
import { behindLayers, type Layers, type Route } from './route.ts'
import { atHost, type Slot } from './entry.ts'
import { find, type Table } from './table.ts'

/**
 * No route of the path answers the method and host; only now is it asked what would. Said inside of the middleware that
 * all routes of the path share, so that a router's CORS sees the preflights of its own paths; where there is no such path,
 * inside of `outer`.
 */
export function miss(table: Table<Slot>, outer: Layers, event: HttpEvent<any>, context: Context): unknown {
  const known = routesAt(table, event)
  const routes = [...known.values()].flat()
  const layers = routes.length === 0 ? outer : sharedLayers(routes)
  return behindLayers(layers, () => say(known, event))(event, context)
}

/** By method, those of the event's path and host. */
function routesAt(table: Table<Slot>, event: HttpEvent<any>): Map<string, Route[]> {
  const known = new Map<string, Route[]>()
  find(
    table,
    matchPath(event.path),
    (slot: Slot, event: HttpEvent<any>): undefined => {
      for (const [method, first] of slot) {
        const entry = atHost(first, event)
        if (entry !== undefined) known.set(method, [...(known.get(method) ?? []), ...entry.routes])
      }
    },
    event,
  )
  return known
}

function say(known: ReadonlyMap<string, Route[]>, event: HttpEvent<any>): unknown {
  if (known.size === 0) throw new HttpError(404, `Nothing is served at ${event.path}`)
  const heads = known.has('GET') ? ['HEAD'] : []
  const allow = [...new Set([...known.keys(), ...heads, 'OPTIONS'])].sort().join(', ')
  if (event.method !== 'OPTIONS') throw methodNotAllowed(event.method, allow)
  return reply(204, undefined, {
    allow,
    // W3C Linked Data Platform, section 7.1; RFC 5789, section 3.1.
    'accept-post': consumedList(known.get('POST')),
    'accept-patch': consumedList(known.get('PATCH')),
  })
}

/** 415: none of the routes takes the body. */
export function noWay({ method }: HttpEvent<any>, type: string, routes: readonly Route[]): HttpError {
  const list = consumedList(routes)!
  const name = { POST: 'accept-post', PATCH: 'accept-patch' }[method]
  return new HttpError(415, `A body of ${type ? `type ${type}` : 'no type'} is not taken here`, {
    code: 'SAMPAN_NOT_CONSUMED',
    details: { consumes: list.split(', ') },
    // RFC 9110, section 15.5.16.
    headers: { accept: list, ...(name && { [name]: list }) },
  })
}

/** 406: the caller takes nothing of what there is. */
export function noType(routes: readonly Route[]): HttpError {
  const produces = unique(routes.flatMap(({ rules }) => rules.produces.map(({ text }) => text)))
  return new HttpError(406, 'There is nothing here of a type that Accept allows', {
    code: 'SAMPAN_NOT_PRODUCED',
    details: { produces },
    headers: { vary: 'Accept' },
  })
}

/** 406: the version is one of the representation, and chosen by a header as its type is. */
export function noVersion(routes: readonly Route[]): HttpError {
  const asked = routes.flatMap(({ rules }) => (rules.version === undefined ? [] : [rules]))
  const names = unique(asked.map(({ versionHeader }) => versionHeader))
  const versions = unique(asked.map(({ version }) => version!))
  return new HttpError(406, `There is no such version here: say one by ${names.join(' or ')}`, {
    code: 'SAMPAN_NO_VERSION',
    details: { versions },
    headers: { vary: names.join(', ') },
  })
}

/** 401 while nobody is known, else 403. */
export function noIdentity({ rules }: Route, identity: Identity | undefined): HttpError {
  if (identity === undefined) {
    // RFC 9110, section 15.5.2: a 401 has to say how to sign in.
    const headers = { 'www-authenticate': 'Bearer' }
    return new HttpError(401, 'Sign in first', { code: 'SAMPAN_NO_IDENTITY', headers })
  }
  const scopes = missedScopes(rules.identity, identity)
  // RFC 6750, section 3.1.
  const headers = { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scopes}"` }
  const more = scopes === undefined ? {} : { headers }
  return new HttpError(403, 'This is not for you', { code: 'SAMPAN_OTHER_IDENTITY', ...more })
}

/** Nothing where one of them takes any body. */
function consumedList(routes: readonly Route[] = []): string | undefined {
  if (routes.some(({ rules }) => rules.consumes.length === 0)) return undefined
  return unique(routes.flatMap(({ rules }) => rules.consumes)).join(', ') || undefined
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort()
}
