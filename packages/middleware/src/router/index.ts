import { type Context, HttpError, type HttpEvent, type Pipeline, reply, SampanError } from '@sampan/core'
import { BareRecord, checkOptions, decodePart, methodNotAllowed, runLayers } from '@sampan/core/adapter'
import { badRoute, defineRoute, type Route, ROUTE_OPTIONS, routeName, shapesOf } from './route.ts'
import type { RouteHandler, RouteOptions } from './types.ts'
import { createTable, find, type Match, slot } from './table.ts'
import { validate } from './validate.ts'

export type { IdentityRule, RouteEvent, RouteHandler, RouteOptions } from './types.ts'

/**
 * Adds a route of one method: a path, what it asks of the request if anything, and the handler.
 *
 * @throws SampanError SAMPAN_BAD_ROUTE, SAMPAN_ROUTE_TAKEN (no request can tell it from another), SAMPAN_UNKNOWN_OPTION
 */
export interface AddRoute<Extra> {
  <const Path extends string>(path: Path, handler: RouteHandler<Path, object, Extra>): Router<Extra>
  <const Path extends string, Options extends RouteOptions>(
    path: Path,
    options: Options & { readonly [Misspelt in Exclude<keyof Options, keyof RouteOptions>]: never },
    handler: RouteHandler<Path, Options, Extra>,
  ): Router<Extra>
}

/**
 * Many routes as one handler: `on(http(), router().get('/users/:id', …))`. Segments of a path are text, `:name`,
 * `:name?` (last), `*` (one segment), `**` or `**:name` (the rest). The most specific route answers, whatever the
 * order of declaration; HEAD is answered by GET, OPTIONS by what the path allows, a miss by 404 or 405.
 */
export interface Router<Extra = unknown> {
  (event: HttpEvent<any>, context: Context): unknown
  readonly get: AddRoute<Extra>
  readonly post: AddRoute<Extra>
  readonly put: AddRoute<Extra>
  readonly patch: AddRoute<Extra>
  readonly delete: AddRoute<Extra>
  /** Every method that the path has no route of its own for. */
  readonly all: AddRoute<Extra>
  /** The routes that `other` has by now, each under `prefix` and inside of `other`'s middleware. */
  mount(prefix: string, other: Router<any>): Router<Extra>
  readonly routes: readonly Route[]
}

type Methods = Map<string, Route>

/** A router starts from a pipeline's middleware and context type, or from nothing. */
export function router<Extra = unknown>(pipeline?: Pipeline<Extra>): Router<Extra> {
  const layers = pipeline?.layers ?? []
  const table = createTable<Methods>()
  const routes: Route[] = []
  const missed = behindLayers(layers, miss)

  function handle(event: HttpEvent<any>, context: Context): unknown {
    const match = find(table, event.path, byMethod, event.method)
    if (match === undefined) return missed(event, context)
    setParams(event, match)
    return match.found.run(event, context)
  }

  /** Only now: which methods the path knows. */
  function miss(event: HttpEvent): unknown {
    const allow = new Set<string>()
    find(table, event.path, collectMethods, allow)
    if (allow.size === 0) throw new HttpError(404, `Nothing is served at ${event.path}`)
    if (allow.has('GET')) allow.add('HEAD')
    const list = [...allow.add('OPTIONS')].sort().join(', ')
    if (event.method === 'OPTIONS') return reply(204, undefined, { allow: list })
    throw methodNotAllowed(event.method, list)
  }

  function insert(method: string, text: string, run: Route['run']): void {
    const route = defineRoute(method, text, behindLayers(layers, run))
    for (const shape of shapesOf(route.path)) {
      const methods = slot<Methods>(table, shape, () => new Map())
      const taken = methods.get(method)
      if (taken !== undefined) {
        throw new SampanError(
          'SAMPAN_ROUTE_TAKEN',
          `No request can tell "${routeName(route)}" from "${routeName(taken)}": remove one of them`,
        )
      }
      methods.set(method, route)
    }
    routes.push(route)
  }

  function adder(method: string): AddRoute<Extra> {
    return (path: string, ...rest: unknown[]) => {
      const handler = rest.pop()
      // An import cycle hands over undefined where the handler will be.
      if (typeof handler !== 'function') throw badRoute(`The route "${path}" has no handler`)
      insert(method, path, behindSchemas(path, rest[0] as RouteOptions | undefined, handler as Route['run']))
      return self
    }
  }

  const self: Router<Extra> = Object.assign(handle, {
    get: adder('GET'),
    post: adder('POST'),
    put: adder('PUT'),
    patch: adder('PATCH'),
    delete: adder('DELETE'),
    all: adder(''),
    mount(prefix: string, other: Router<any>) {
      const base = prefix.replace(/\/$/, '')
      for (const { method, path, run } of other.routes.slice()) {
        insert(method, path === '/' ? base || '/' : base + path, run)
      }
      return self
    },
    routes,
  })
  return self
}

function byMethod(methods: Methods, method: string): Route | undefined {
  return methods.get(method) ?? (method === 'HEAD' ? methods.get('GET') : undefined) ?? methods.get('')
}

function collectMethods(methods: Methods, allow: Set<string>): undefined {
  for (const method of methods.keys()) allow.add(method)
}

function setParams(event: { params: unknown }, { found: { names }, captures }: Match<Route>): void {
  const params = new BareRecord<string>()
  for (let at = 0, capture = captures; capture !== undefined; at++, capture = capture.next) {
    const name = names[at]
    if (name) params[name] = decodePart(capture.value)
  }
  event.params = params
}

function behindSchemas(path: string, options: RouteOptions | undefined, handler: Route['run']): Route['run'] {
  if (options === undefined) return handler
  checkOptions(`The route "${path}"`, options, ROUTE_OPTIONS)
  return (event, context) => {
    const wait = validate(event, options)
    return wait === undefined ? handler(event, context) : wait.then(() => handler(event, context))
  }
}

function behindLayers(layers: Pipeline['layers'], run: Route['run']): Route['run'] {
  return layers.length === 0 ? run : (event, context) => runLayers(layers, event, context, run)
}
