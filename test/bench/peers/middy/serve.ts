import start from '@middy/core'
import httpErrorHandler from '@middy/http-error-handler'
import httpRouter from '@middy/http-router'

export type Middleware = object

interface Route {
  method: 'GET' | 'POST' | 'PUT'
  path: string
  handler: (event: never) => Promise<object>
}

type Handler = (event: unknown, context: unknown) => Promise<unknown>

/** Middy's types ask for those of aws-lambda at each step. */
interface Chain {
  use(middleware: Middleware): Chain
  handler(run: unknown): Handler
}

/** A middy function as its documentation builds one for HTTP. */
export function serve(routes: readonly Route[], ...middleware: Middleware[]): Handler {
  const chain = (start as unknown as () => Chain)()
  const router = httpRouter as unknown as (routes: readonly Route[]) => unknown
  for (const one of [...middleware, httpErrorHandler()]) chain.use(one)
  return chain.handler(router(routes))
}
