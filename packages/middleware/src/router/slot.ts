import type { Context, HttpEvent } from '@sampan/core'
import { lazily } from '@sampan/core/adapter'
import { compareRules, refuseClash } from './clash.ts'
import type { Route } from './route.ts'
import { NO_RULES } from './rules.ts'
import type { Capture } from './table.ts'

/** What the table holds for a path shape: by method (`''` for every other one) the routes of its most specific host. */
export type Slot = Map<string, Entry>

/** The routes of one path shape, method and host. */
export interface Entry {
  readonly host: string | undefined
  /** In the order in which they are asked. */
  readonly routes: readonly Route[]
  /** Of the params, as the first route calls them. */
  readonly names: readonly string[]
  /** A lone route that asks for nothing is run as it is: nothing else is on its way. */
  readonly run: (event: any, context: Context, captures: Capture | undefined) => unknown
  /** Of a less specific host. */
  next: Entry | undefined
}

const choosing = /* @__PURE__ */ lazily(() => import('./choose.ts'))

/** Every shape of a route is asked of `refuseRoute` before. */
export function addRoute(slot: Slot, route: Route): void {
  let before: Entry | undefined
  let at = slot.get(route.method)
  while (at !== undefined && hostRank(at.host) > hostRank(route.host)) {
    before = at
    at = at.next
  }
  const known = at?.host === route.host ? at : undefined
  const routes = [...(known?.routes ?? []), route].sort((a, b) => compareRules(a.rules, b.rules))
  const entry = createEntry(routes, known === undefined ? at : known.next)
  if (before === undefined) slot.set(route.method, entry)
  else before.next = entry
}

/** @throws SampanError SAMPAN_ROUTE_TAKEN */
export function refuseRoute(slot: Slot, route: Route): void {
  let entry = slot.get(route.method)
  while (entry !== undefined && entry.host !== route.host) entry = entry.next
  if (entry !== undefined) refuseClash(entry.routes, route)
}

function createEntry(routes: readonly Route[], next: Entry | undefined): Entry {
  const [first] = routes as [Route]
  const { host, names } = first
  if (routes.length === 1 && first.rules === NO_RULES) return { host, routes, names, run: first.run, next }
  // Begun while the instance starts, so that the first request seldom waits for it; there it fails, if it does.
  choosing().catch(() => {})
  const entry: Entry = {
    host,
    routes,
    names,
    run: (event, context, captures) =>
      choosing.now === undefined
        ? choosing().then(({ choose }) => choose(entry, event, context, captures))
        : choosing.now.choose(entry, event, context, captures),
    next,
  }
  return entry
}

/** The routes for a request's method and host: the most specific host that has the method. */
export function pickEntry(slot: Slot, event: HttpEvent<any>): Entry | undefined {
  const { method } = event
  const own =
    atHost(slot.get(method), event) ?? (method === 'HEAD' ? atHost(slot.get('GET'), event) : undefined)
  const any = atHost(slot.get(''), event)
  // The host before the method: a host of its own must not be answered by the routes of any host.
  return own === undefined || (any !== undefined && hostRank(any.host) > hostRank(own.host)) ? any : own
}

export function atHost(first: Entry | undefined, event: HttpEvent<any>): Entry | undefined {
  let entry = first
  while (entry?.host !== undefined && !fitsHost(entry.host, event)) entry = entry.next
  return entry
}

/** An exact host goes before `*.example.com`, of these the longer one first, and all before none. Two of a rank differ. */
function hostRank(host: string | undefined): string {
  if (host === undefined) return ''
  return `${host.startsWith('*') ? 1 : 2}${String(host.length).padStart(4, '0')}${host}`
}

/** By the event's URL: its host is the platform's where that says one, and never more than a host. */
function fitsHost(host: string, event: HttpEvent<any>): boolean {
  const asked = /^\w+:\/\/([^/:]*)/.exec(event.url)![1]!.toLowerCase().replace(/\.$/, '')
  return host.startsWith('*') ? asked.endsWith(host.slice(1)) : asked === host
}
