import type { HttpEvent } from '@sampan/core'
import { lazily } from '@sampan/core/adapter'
import { compareRules, refuseClash } from './clash.ts'
import { atHost, type Entry, hostRank, type Slot } from './entry.ts'
import type { Route } from './route.ts'
import { NO_RULES } from './rules.ts'

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
