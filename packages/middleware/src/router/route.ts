import { type Middleware, SampanError } from '@sampan/core'
import { parseRoute, runLayers } from '@sampan/core/adapter'
import type { Rules } from './rules.ts'
import type { RouteOptions } from './types.ts'

/** The names of RouteOptions. */
export const ROUTE_OPTIONS: readonly (keyof RouteOptions)[] = [
  'params',
  'query',
  'headers',
  'body',
  'response',
  'consumes',
  'produces',
  'identity',
  'version',
  'host',
  'use',
  'maxBodyBytes',
]

export type Layers = readonly Middleware<any, any>[]

export type Run = (event: any, context: any) => unknown

/** One route of a router. */
export interface Route {
  /** Empty: every method. */
  readonly method: string
  /** Its literals percent-encoded. */
  readonly path: string
  /** Of what the path captures, in its order; an empty name is not kept. */
  readonly names: readonly string[]
  /** As they were given; empty where none were. */
  readonly options: RouteOptions
  /** In lower case, such as `*.example.com`. */
  readonly host: string | undefined
  /** What of the options tells it from others of its path. */
  readonly rules: Rules
  /** The middleware around it, outermost first: that of its routers, then its own. */
  readonly layers: Layers
  /** The handler behind its schemas. */
  readonly inner: Run
  /** The same behind the middleware. */
  readonly run: Run
}

/** What a route is, apart from where it is. */
export type RouteBody = Pick<Route, 'options' | 'host' | 'rules' | 'layers' | 'inner'>

/** @throws SampanError SAMPAN_BAD_ROUTE */
export function defineRoute(method: string, text: string, body: RouteBody): Route {
  const { method: named, path } = parseRoute(text)
  if (named !== '') throw badRoute(`"${text}" names a method where the router takes a path: write "${path}"`)
  const { options, host, rules, layers, inner } = body
  const run = behindLayers(layers, inner)
  return { method, path, names: namesOf(path), options, host, rules, layers, inner, run }
}

export function behindLayers(layers: Layers, inner: Run): Run {
  return layers.length === 0 ? inner : (event, context) => runLayers(layers, event, context, inner)
}

export function badRoute(message: string): SampanError {
  return new SampanError('SAMPAN_BAD_ROUTE', message)
}

/** `GET /users/:id`, as error messages call a route. */
export function routeName({ method, path }: Route): string {
  return method === '' ? path : `${method} ${path}`
}

/** What the table holds of a path: two shapes where its last segment is optional. */
export function shapesOf(path: string): string[] {
  if (!path.endsWith('?')) return [path]
  return [path.slice(0, path.lastIndexOf('/')) || '/', path.slice(0, -1)]
}

function namesOf(path: string): string[] {
  return path.split('/').flatMap((segment) => {
    if (segment.startsWith(':')) return segment.slice(1).replace('?', '')
    return segment.startsWith('*') ? segment.slice(3) : []
  })
}
