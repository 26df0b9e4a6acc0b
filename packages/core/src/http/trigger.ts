import { HttpError } from '../errors.ts'
import type { Trigger } from '../trigger.ts'
import type { HttpEvent, LazyHttpEvent } from './event.ts'
import { methodNotAllowed, refuseMethod } from './method.ts'
import { parseRoute, type PathParams, pathMatcher, type Route, routeRank } from './pattern.ts'

export interface HttpTrigger<Params = { readonly [name: string]: string }> extends Trigger<
  HttpEvent<Params>
> {
  readonly kind: 'http'
  /** As it was written, `GET /hello/:name`; undefined where every request is taken. */
  readonly route: string | undefined
}

/** Any HTTP request. */
export function http(): HttpTrigger
/** The requests of one route, such as `http('GET /hello/:name')`; others are answered with 404 or 405. */
export function http<const Text extends string>(route: Text): HttpTrigger<PathParams<Text>>
export function http(route?: string): HttpTrigger<any> {
  return route === undefined
    ? { kind: 'http', label: 'http()', route, rank: '~', overlaps, prepare: refuseMethod }
    : routeTrigger(route, parseRoute(route))
}

function overlaps(this: HttpTrigger, other: Trigger): boolean {
  return other.kind === 'http' && other.rank === this.rank
}

function routeTrigger(route: string, { method, path }: Route): HttpTrigger<any> {
  const match = pathMatcher(path)
  const allow = method === 'GET' ? ['GET', 'HEAD'] : [method]
  return {
    kind: 'http',
    label: route,
    route,
    overlaps,
    // Only asked for where several functions share a handler.
    get rank() {
      return `${routeRank(path)} ${method || '~'}`
    },
    prepare(event: LazyHttpEvent<unknown>) {
      const params = match(event.path)
      if (params === undefined) {
        return refuseMethod(event) ?? new HttpError(404, `Nothing is served at ${event.path}`)
      }
      event.params = params
      if (method === '') return refuseMethod(event)
      if (method === event.method || (method === 'GET' && event.method === 'HEAD')) return undefined
      // Of several functions of one path each adds its methods, so that the last to miss names them all.
      const known = event._allow?.split(', ') ?? []
      event._allow = [...new Set([...known, ...allow])].join(', ')
      return refuseMethod(event) ?? methodNotAllowed(event.method, event._allow)
    },
  }
}
