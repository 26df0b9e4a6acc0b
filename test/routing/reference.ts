import type { Identity } from '@sampan/core'
import type { RouteOptions } from '@sampan/middleware/router'

/** A route of the fuzz, its options as lists. */
export interface FuzzRoute {
  readonly method: string
  readonly path: string
  readonly host: string
  readonly consumes: readonly string[]
  readonly produces: readonly string[]
  readonly identity: Exclude<RouteOptions['identity'], Function | undefined> | undefined
  readonly version: string | undefined
}

/** A request whose Accept is taken apart already. */
export interface FuzzRequest {
  readonly method: string
  readonly path: string
  readonly host: string
  readonly type: string
  readonly accept: readonly (readonly [range: string, q: number])[]
  readonly identity: Identity | undefined
  readonly version: string | undefined
}

/** The routes that may answer, or the status of the miss. Slow, and obviously right. */
export function reference(routes: readonly FuzzRoute[], request: FuzzRequest): number | readonly FuzzRoute[] {
  const here = routes.filter((one) => pathRank(one.path, request.path) && fitsHost(one.host, request.host))
  if (here.length === 0) return 404
  const methods = request.method === 'HEAD' ? ['HEAD', 'GET', ''] : [request.method, '']
  const known = here.filter(({ method }) => methods.includes(method))
  if (known.length === 0) return request.method === 'OPTIONS' ? 204 : 405
  const best = first(known, ({ path, method, host }) => [
    pathRank(path, request.path)!,
    String(2000 - host.length - (host === '' || host.startsWith('*') ? 0 : 100)),
    String(methods.indexOf(method)),
  ])
  const taking = best.filter((one) => consumed(one, request) < 9)
  if (taking.length === 0) return 415
  const giving = taking.filter((one) => one.produces.length === 0 || quality(one, request)[0]! < '1.000')
  if (giving.length === 0) return 406
  const allowed = giving.filter(({ identity }) => isFor(identity, request.identity))
  if (allowed.length === 0) return request.identity === undefined ? 401 : 403
  const current = allowed.filter(({ version }) => version === undefined || version === request.version)
  if (current.length === 0) return 406
  return first(current, (one) => [
    ...quality(one, request),
    String(consumed(one, request)),
    String(200_000 - strictness(one)),
    one.version === undefined ? '1' : '0',
  ])
}

/** Those whose ranks come first; a rank is compared text by text. */
function first(routes: readonly FuzzRoute[], rank: (route: FuzzRoute) => string[]): FuzzRoute[] {
  const least = routes.map((one) => rank(one).join(' ')).sort()[0]
  return routes.filter((one) => rank(one).join(' ') === least)
}

/** `1` for a text, `2` for a segment, `3` for the rest; undefined where the path is another. */
function pathRank(pattern: string, sent: string): string | undefined {
  const parts = same(sent).slice(1).split('/')
  let rank = ''
  for (const [at, segment] of pattern.slice(1).split('/').entries()) {
    if (segment === '**') return `${rank}3`
    if (parts[at] === undefined || (segment === '*' ? parts[at] === '' : parts[at] !== segment))
      return undefined
    rank += segment === '*' ? '2' : '1'
  }
  return rank.length === parts.length ? rank : undefined
}

/** URIs that differ in this only are the same (RFC 3986, section 6.2.2). */
function same(path: string): string {
  return path.replaceAll(/%[\da-f]{2}/gi, (triplet) => {
    const letter = String.fromCodePoint(Number(`0x${triplet.slice(1)}`))
    const unreserved = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~'
    return unreserved.includes(letter) ? letter : triplet.toUpperCase()
  })
}

function fitsHost(host: string, asked: string): boolean {
  return host === '' || host === asked || (host.startsWith('*.') && asked.endsWith(host.slice(1)))
}

function consumed({ consumes }: FuzzRoute, { type }: FuzzRequest): number {
  const [half, rest = ''] = type.split('/')
  const forms = [type, rest.includes('+') ? `${half}/*+${rest.split('+')[1]}` : '-', `${half}/*`]
  const ranks = consumes.map((one) => forms.indexOf(one)).filter((at) => at >= 0)
  return consumes.length === 0 ? 3 : ranks.length === 0 ? 9 : Math.min(...ranks)
}

/** Less for what the caller likes better: `1 - q`, then how exactly it was named. */
function quality({ produces }: FuzzRoute, { accept }: FuzzRequest): string[] {
  const offers = produces.map((type) => {
    const forms = [type, `${type.split('/')[0]}/*`, '*/*']
    const named = forms.findIndex((form) => accept.some(([range]) => range === form))
    const q = Math.max(0, ...accept.filter(([range]) => range === forms[named]).map(([, q]) => q))
    return accept.length === 0 ? '0.000 2' : `${(1 - q).toFixed(3)} ${q === 0 ? 0 : named}`
  })
  return (offers.sort()[0] ?? '1.000 2').split(' ')
}

function isFor(rule: FuzzRoute['identity'], identity: Identity | undefined): boolean {
  if (rule === undefined) return true
  if (identity === undefined) return false
  const held = identity.claims['roles'] as string[]
  return (
    (rule.roles?.some((role) => held.includes(role)) ?? true) &&
    (rule.scopes?.every((scope) => identity.scopes!.includes(scope)) ?? true)
  )
}

function strictness({ identity }: FuzzRoute): number {
  if (identity === undefined) return 0
  const { roles, scopes = [] } = identity
  return 1 + scopes.length * 1000 + (roles === undefined ? 0 : 100 - roles.length)
}
