import lambdaApi, { type API, type Options } from 'lambda-api'

/** Its declarations are written for CommonJS, and what is bundled is the ES module. */
export const createApi = lambdaApi as unknown as (options?: Options) => API

export type { Request, Response } from 'lambda-api'

export type Run = (event: never, context: never) => Promise<unknown>

export function serve(api: API): Run {
  return (event, context) => api.run(event, context)
}
