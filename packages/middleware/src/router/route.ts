import type { Context, HttpEvent, Output, PathParams, Query, Schema } from '@sampan/core'

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
  readonly path: string
  /** Of what the path captures, in its order; an empty name is not kept. */
  readonly names: readonly string[]
  /** The handler, behind what the route asks for and the middleware of the routers it was mounted from. */
  readonly run: (event: any, context: any) => unknown
}

/** `GET /users/:id`, as error messages call a route. */
export function routeName({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return method === '' ? path : `${method} ${path}`
}
