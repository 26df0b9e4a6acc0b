import {
  type Context,
  type HttpEvent,
  type Output,
  type PathParams,
  type Query,
  SampanError,
  type Schema,
} from '@sampan/core'
import { parseRoute } from '@sampan/core/adapter'

/** What a route asks of a request. Values that pass stand typed on the event; others are answered with 400. */
export interface RouteOptions {
  /** Of `event.params`: `z.object({ id: z.coerce.number().int() })`. */
  readonly params?: Schema<any, any>
  /** Of `event.query`, where a repeated key is a list. */
  readonly query?: Schema<any, any>
  /** Of the body, JSON or a form by its Content-Type; the value is `event.body`. */
  readonly body?: Schema<any, any>
}

/** The names of RouteOptions. */
export const ROUTE_OPTIONS = ['params', 'query', 'body'] as const

/** The event of a route: params typed from its path, or from the schemas where it has them. */
export type RouteEvent<Path extends string, Options extends RouteOptions> = Omit<
  HttpEvent,
  'params' | 'query'
> & {
  readonly params: Options extends { params: infer S } ? Output<S> : PathParams<Path>
  readonly query: Options extends { query: infer S } ? Output<S> : Query
} & (Options extends { body: infer S } ? { readonly body: Output<S> } : unknown)

export type RouteHandler<Path extends string, Options extends RouteOptions, Extra> = (
  event: RouteEvent<Path, Options>,
  context: Context & Extra,
) => unknown

/** One route as the table holds it. */
export interface Route {
  /** Empty: every method. */
  readonly method: string
  /** Its literals percent-encoded. */
  readonly path: string
  /** Of what the path captures, in its order; an empty name is not kept. */
  readonly names: readonly string[]
  /** The handler, behind what the route asks for and the middleware of its routers. */
  readonly run: (event: any, context: any) => unknown
}

/** @throws SampanError SAMPAN_BAD_ROUTE */
export function defineRoute(method: string, text: string, run: Route['run']): Route {
  const { method: named, path } = parseRoute(text)
  if (named !== '') throw badRoute(`"${text}" names a method where the router takes a path: write "${path}"`)
  return { method, path, names: namesOf(path), run }
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
