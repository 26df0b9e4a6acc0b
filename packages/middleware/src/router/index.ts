import { type Context, HttpError, type HttpEvent, type Pipeline, reply, SampanError } from '@sampan/core'
import {
  BareRecord,
  checkOptions,
  decodePart,
  methodNotAllowed,
  normalPath,
  parseRoute,
  runLayers,
} from '@sampan/core/adapter'
import { type Route, ROUTE_OPTIONS, type RouteHandler, routeName, type RouteOptions } from './route.ts'
import { createTable, find, type Match, slot } from './table.ts'
import { validate } from './validate.ts'

export type { RouteEvent, RouteHandler, RouteOptions } from './route.ts'

/** Adds a route of one method: a path, what it asks of the request if anything, and the handler. */
export interface AddRoute<Extra> {
  <const Path extends string>(path: Path, handler: RouteHandler<Path, object, Extra>): Router<Extra>
  <const Path extends string, Options extends RouteOptions>(
    path: Path,
    options: Options,
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
  readonly layers: Pipeline['layers']
  readonly routes: readonly Route[]
}

type Methods = Map<string, Route>

/** A router starts from a pipeline's middleware and context type, or from nothing. */
export function router<Extra = unknown>(pipeline?: Pipeline<Extra>): Router<Extra> {
  const layers = pipeline?.layers ?? []
  const table = createTable<Methods>()
  const routes: Route[] = []

  function handle(event: HttpEvent<any>, context: Context): unknown {
    const match = find(table, event.path, byMethod, event.method)
    if (match === undefined) {
      return layers.length === 0 ? miss(event) : runLayers(layers, event, context, miss)
    }
    setParams(event, match)
    const { run } = match.found
    return layers.length === 0 ? run(event, context) : runLayers(layers, event, context, run)
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

  function insert(route: Route): void {
    routes.push(route)
    const { path } = route
    const shapes = path.endsWith('?')
      ? [path.slice(0, path.lastIndexOf('/')) || '/', path.slice(0, -1)]
      : [path]
    for (const shape of shapes) {
      const methods = slot<Methods>(table, shape, () => new Map())
      const taken = methods.get(route.method)
      if (taken !== undefined) {
        throw new SampanError(
          'SAMPAN_ROUTE_TAKEN',
          `No request can tell "${routeName(route)}" from "${routeName(taken)}": remove one of them`,
        )
      }
      methods.set(route.method, route)
    }
  }

  function adder(method: string): AddRoute<Extra> {
    return (text: string, ...rest: unknown[]) => {
      const handler = rest.pop() as Route['run']
      const options = (rest[0] ?? NO_OPTIONS) as RouteOptions
      const { path } = parseRoute(text)
      checkOptions(`The route "${text}"`, options, ROUTE_OPTIONS)
      const run = options === NO_OPTIONS ? handler : behindSchemas(options, handler)
      insert({ method, path: encoded(path), names: namesOf(path), run })
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
      const base = encoded(parseRoute(prefix).path).replace(/\/$/, '')
      for (const route of other.routes.slice()) {
        const path = route.path === '/' && base !== '' ? base : base + route.path
        insert({
          ...route,
          path,
          names: [...namesOf(base), ...route.names],
          run: behindLayers(other.layers, route.run),
        })
      }
      return self
    },
    layers,
    routes,
  })
  return self
}

const NO_OPTIONS: RouteOptions = {}

function byMethod(methods: Methods, method: string): Route | undefined {
  return methods.get(method) ?? (method === 'HEAD' ? methods.get('GET') : undefined) ?? methods.get('')
}

function collectMethods(methods: Methods, allow: Set<string>): undefined {
  for (const method of methods.keys()) allow.add(method)
}

function setParams(event: HttpEvent, { found, values }: Match<Route>): void {
  const params = new BareRecord<string>()
  values.forEach((value, at) => {
    const name = found.names[at]
    if (name) params[name] = decodePart(value)
  })
  Object.assign(event, { params })
}

function behindSchemas(options: RouteOptions, handler: Route['run']): Route['run'] {
  return (event: HttpEvent, context: Context) => {
    const values = validate(event, options)
    const run = (valid: object): unknown => handler(Object.assign(event, valid), context)
    return values instanceof Promise ? values.then(run) : run(values)
  }
}

function behindLayers(layers: Pipeline['layers'], run: Route['run']): Route['run'] {
  return layers.length === 0 ? run : (event, context) => runLayers(layers, event, context, run)
}

/** Literals compare with the path as it was sent, so they are percent-encoded here, once. */
function encoded(path: string): string {
  return normalPath(path.replace(/\?$/, '')) + (path.endsWith('?') ? '?' : '')
}

function namesOf(path: string): string[] {
  const names = path.split('/').flatMap((segment) => {
    if (segment.startsWith(':')) return segment.slice(1).replace('?', '')
    return segment.startsWith('*') ? segment.slice(3) : []
  })
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at)
  if (twice === undefined) return names
  throw new SampanError('SAMPAN_BAD_ROUTE', `The route "${path}" captures "${twice}" twice`)
}
