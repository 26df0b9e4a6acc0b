import { SampanError } from '@sampan/core'
import { parseRoute } from '@sampan/core/adapter'

/** The names of RouteOptions. */
export const ROUTE_OPTIONS = ['params', 'query', 'body'] as const

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
