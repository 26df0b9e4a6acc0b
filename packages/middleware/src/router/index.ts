import { type Context, type HttpEvent, type Middleware, type Pipeline, SampanError } from '@sampan/core'
import { checkOptions, lazily, matchPath } from '@sampan/core/adapter'
import { setParams } from './params.ts'
import {
  badRoute,
  defineRoute,
  type Layers,
  type Route,
  ROUTE_OPTIONS,
  type RouteBody,
  type Run,
  shapesOf,
} from './route.ts'
import { hostOf, NO_RULES, rulesOf } from './rules.ts'
import type { Slot } from './entry.ts'
import { addRoute, pickEntry, refuseRoute } from './slot.ts'
import { createTable, find, slot } from './table.ts'
import type { RouteHandler, RouteOptions } from './types.ts'
import { checkSchemas, validate } from './validate.ts'

export type { IdentityRule, RouteEvent, RouteHandler, RouteOptions } from './types.ts'
export type { Route } from './route.ts'

/**
 * Adds a route of one method: a path, what it asks of the request if anything, and the handler.
 *
 * @throws SampanError SAMPAN_BAD_ROUTE, SAMPAN_ROUTE_TAKEN (no request can tell it from another, or one of them is never
 * reached), SAMPAN_UNKNOWN_OPTION, SAMPAN_BAD_OPTION
 */
export interface AddRoute<Extra> {
  <const Path extends string>(path: Path, handler: RouteHandler<Path, object, Extra>): Router<Extra>
  <const Path extends string, Options extends RouteOptions>(
    path: Path,
    options: Options & {
      readonly [Misspelt in Exclude<keyof Options, keyof RouteOptions>]: never
    } & ClosedIdentity<Options>,
    handler: RouteHandler<Path, Options, Extra>,
  ): Router<Extra>
}

/** A guard that is misspelt would be none, so it does not compile. */
type ClosedIdentity<Options> = Options extends { identity: infer Rule }
  ? Rule extends (...args: never) => unknown
    ? unknown
    : {
        readonly identity: {
          readonly [Misspelt in Exclude<keyof Rule, 'authenticated' | 'roles' | 'scopes'>]: never
        }
      }
  : unknown

/**
 * Many routes as one handler: `on(http(), router().get('/users/:id', …))`. Segments of a path are text, `:name`,
 * `:name?` (last), `*` (one segment), `**` or `**:name` (the rest). The most specific route answers, whatever the
 * order of declaration; HEAD is answered by GET, OPTIONS by what the path allows, a miss by 404, 405, 415, 406, 401 or 403.
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
  /** Puts one more layer around the routes that are declared from here on, inside of those before, and around misses. */
  use<Added extends object>(middleware: Middleware<Added, Extra>): Router<Extra & Added>
  readonly routes: readonly Route[]
}

export interface RouterOptions {
  /** The header that says the version of a route with `version`. Default `Accept-Version`. */
  readonly versionHeader?: string
}

const responses = /* @__PURE__ */ lazily(() => import('./response.ts'))
const missing = /* @__PURE__ */ lazily(() => import('./miss.ts'))

const NO_OPTIONS: RouteOptions = Object.freeze({})

/** A router starts from a pipeline's middleware and context type, or from nothing. */
export function router<Extra = unknown>(
  pipeline?: Pipeline<Extra>,
  options: RouterOptions = {},
): Router<Extra> {
  checkOptions('router()', options, ['versionHeader'])
  const { versionHeader = 'Accept-Version' } = options
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(versionHeader)) {
    throw new SampanError('SAMPAN_BAD_OPTION', `router() has no header in "${versionHeader}"`)
  }
  let layers: Layers = pipeline?.layers ?? []
  const table = createTable<Slot>()
  const routes: Route[] = []

  function handle(event: HttpEvent<any>, context: Context): unknown {
    const match = find(table, matchPath(event.path), pickEntry, event)
    if (match === undefined) return missed(event, context)
    const { found, captures } = match
    setParams(event, found.names, captures)
    return found.run(event, context, captures)
  }

  async function missed(event: HttpEvent<any>, context: Context): Promise<unknown> {
    const { miss } = missing.now ?? (await missing())
    return miss(table, layers, event, context)
  }

  function insert(method: string, text: string, body: RouteBody): void {
    const route = defineRoute(method, text, body)
    const slots = shapesOf(route.path).map((shape) => slot<Slot>(table, shape, () => new Map()))
    for (const one of slots) refuseRoute(one, route)
    for (const one of slots) addRoute(one, route)
    routes.push(route)
  }

  function adder(method: string): AddRoute<Extra> {
    return (path: string, ...rest: unknown[]) => {
      const handler = rest.pop()
      // An import cycle hands over undefined where the handler will be.
      if (typeof handler !== 'function') throw badRoute(`The route "${path}" has no handler`)
      insert(method, path, bodyOf(path, rest[0] as RouteOptions | undefined, handler as Run))
      return self
    }
  }

  function bodyOf(path: string, options: RouteOptions | undefined, handler: Run): RouteBody {
    if (options === undefined) {
      return { options: NO_OPTIONS, host: undefined, rules: NO_RULES, layers, inner: handler }
    }
    const owner = `The route "${path}"`
    checkOptions(owner, options, ROUTE_OPTIONS)
    checkSchemas(owner, options)
    return {
      options,
      host: hostOf(owner, options),
      rules: rulesOf(owner, options, versionHeader),
      layers: options.use === undefined ? layers : [...layers, ...layersOf(owner, options.use)],
      inner: behindSchemas(options, handler),
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
      if (!Array.isArray(other?.routes)) throw badRoute(`mount("${prefix}") takes a router`)
      const base = prefix.replace(/\/$/, '')
      for (const route of other.routes.slice()) {
        const path = route.path === '/' ? base || '/' : base + route.path
        insert(route.method, path, { ...route, layers: [...layers, ...route.layers] })
      }
      return self
    },
    use(middleware: Middleware<any, any>) {
      // An import cycle hands over undefined where a guard will be.
      if (typeof middleware !== 'function') throw badRoute('use() takes a middleware, a function')
      layers = [...layers, middleware]
      return self as Router<any>
    },
    routes,
  })
  return self
}

function layersOf(owner: string, { layers }: Partial<Pipeline>): Layers {
  if (Array.isArray(layers) && layers.every((layer) => typeof layer === 'function')) return layers
  throw new SampanError('SAMPAN_BAD_OPTION', `${owner} has no pipeline in "use": write use(middleware)`)
}

function behindSchemas(options: RouteOptions, handler: Run): Run {
  const checked = options.response === undefined ? handler : behindResponse(options, handler)
  return (event, context) => {
    const wait = validate(event, options)
    return wait === undefined ? checked(event, context) : wait.then(() => checked(event, context))
  }
}

function behindResponse(options: RouteOptions, handler: Run): Run {
  // Begun while the instance starts; where it fails, the first call says so.
  responses().catch(() => {})
  return async (event, context) => {
    const { checkResponse } = responses.now ?? (await responses())
    return checkResponse(handler(event, context), options)
  }
}
