import middy from '@middy/core'
import httpErrorHandler from '@middy/http-error-handler'
import httpRouter from '@middy/http-router'

type Method = 'GET' | 'POST' | 'PUT'

/** A middy function as its documentation builds one for HTTP. */
export function serve(
  ...routes: { method: Method; path: string; handler: (event: any) => Promise<any> }[]
): (event: any, context: any) => Promise<unknown> {
  return middy()
    .use(httpErrorHandler() as never)
    .handler(httpRouter(routes) as never) as never
}
