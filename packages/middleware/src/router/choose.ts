import type { Context, HttpEvent } from '@sampan/core'
import { runLayers } from '@sampan/core/adapter'
import { parseAccept, qualityOf } from './accept.ts'
import { isFor } from './identity.ts'
import { parseMedia, type MediaType } from './media.ts'
import { sharedLayers } from './layers.ts'
import { noIdentity, noType, noVersion, noWay } from './miss.ts'
import { setParams } from './params.ts'
import { produce } from './produce.ts'
import { behindLayers, type Route } from './route.ts'
import type { Rules } from './rules.ts'
import type { Entry } from './entry.ts'
import type { Capture } from './table.ts'

/** A route that takes the body and gives a type that the caller takes. */
interface Candidate {
  readonly route: Route
  /** The type that the caller gets, where the route negotiates. */
  readonly type: MediaType | undefined
  readonly q: number
  readonly exactness: number
  /** How exactly the route names the body's type. */
  readonly consumed: number
}

/**
 * Answers by one of the routes of a path, method and host (docs/decisions/005-choice-of-route.md). Every answer, a miss
 * too, comes from inside of the middleware that all those routes share that might still have answered.
 */
export function choose(
  { routes, names }: Entry,
  event: HttpEvent<any>,
  context: Context,
  captures: Capture | undefined,
): unknown {
  const given = bodyType(event)
  const taking = routes.filter(({ rules }) => consumedBy(rules, given) >= 0)
  if (taking.length === 0) return refuse(routes, event, context, () => noWay(event, given, routes))
  const ranked = rank(taking, given, event.headers.get('accept'))
  if (ranked.length === 0) return refuse(taking, event, context, () => noType(taking))

  const current = ranked.filter(({ route }) => isVersion(route.rules, event))
  const pool = current.length === 0 ? ranked : current
  const shared = sharedLayers(pool.map(({ route }) => route))
  const vary = varyOf(routes)
  // Authentication is middleware, so nobody is known before it has run.
  return runLayers(shared, event, context, (event: HttpEvent<any>, context) => {
    const { identity } = event
    const chosen = current.find(({ route }) => isFor(route.rules.identity, identity))
    if (chosen === undefined) {
      const late = ranked.some(({ route }) => isFor(route.rules.identity, identity))
      throw late ? noVersion(ranked.map(({ route }) => route)) : noIdentity(pool[0]!.route, identity)
    }
    const { route, type } = chosen
    if (route.names !== names) setParams(event, route.names, captures)
    if (type !== undefined) (event as { produces?: string }).produces = type.text
    return runLayers(route.layers.slice(shared.length), event, context, (event, context) => {
      // A layer of the route's own may have put another caller in place of the one who was asked about.
      if (event.identity !== identity && !isFor(route.rules.identity, event.identity)) {
        throw noIdentity(route, event.identity)
      }
      const result = route.inner(event, context)
      return vary.length === 0 ? result : produce(result, type, vary)
    })
  })
}

function refuse(
  routes: readonly Route[],
  event: HttpEvent<any>,
  context: Context,
  error: () => Error,
): unknown {
  return behindLayers(sharedLayers(routes), () => {
    throw error()
  })(event, context)
}

/** Without a type a body is taken for JSON, as schemas take it. Empty where the header names none or several. */
function bodyType({ headers }: HttpEvent<any>): string {
  return parseMedia((headers.get('content-type') || 'application/json').split(';', 1)[0]!)?.type ?? ''
}

/** 3 for the type itself, 2 for its suffix, 1 for its half, 0 where the route takes any, -1 where it does not take it. */
function consumedBy({ consumes }: Rules, type: string): number {
  if (consumes.length === 0) return 0
  if (consumes.includes(type)) return 3
  const slash = type.indexOf('/')
  if (slash === -1) return -1
  // RFC 6838, section 4.2.8: of several the last one begins the suffix.
  const suffix = type.lastIndexOf('+')
  if (suffix > slash && consumes.includes(`${type.slice(0, slash)}/*${type.slice(suffix)}`)) return 2
  return consumes.includes(`${type.slice(0, slash)}/*`) ? 1 : -1
}

/** Those that the caller's Accept allows, the best first. The sort keeps the order of the rules among equals. */
function rank(routes: readonly Route[], given: string, accept: string | null): Candidate[] {
  const ranges = parseAccept(accept)
  const candidates = routes.flatMap((route): Candidate[] => {
    const consumed = consumedBy(route.rules, given)
    const { produces } = route.rules
    // It may suit the caller, and goes behind all that are known to.
    if (produces.length === 0) return [{ route, type: undefined, q: 0, exactness: 0, consumed }]
    let best: Candidate | undefined
    for (const type of produces) {
      const { q, exactness } = qualityOf(type, ranges)
      if (q === 0 || (best !== undefined && (best.q - q || best.exactness - exactness) >= 0)) continue
      best = { route, type, q, exactness, consumed }
    }
    return best === undefined ? [] : [best]
  })
  return candidates.sort((a, b) => b.q - a.q || b.exactness - a.exactness || b.consumed - a.consumed)
}

function isVersion({ version, versionHeader }: Rules, { headers }: HttpEvent<any>): boolean {
  return version === undefined || headers.get(versionHeader)?.trim() === version
}

/** The headers that take part in the choice and of which caches do not think by themselves. */
function varyOf(routes: readonly Route[]): string[] {
  const names = routes.flatMap(({ rules }) => [
    ...(rules.produces.length > 0 ? ['Accept'] : []),
    ...(rules.version === undefined ? [] : [rules.versionHeader]),
  ])
  return [...new Set(names)]
}
