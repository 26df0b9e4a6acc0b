import { routeAnswer, routes } from '../../shared/routes.ts'
import { createApi, type Request, serve } from './create.ts'

const api = createApi()
routes.forEach(({ method, path }, at) => {
  api.METHOD(method, path, (req: Request) => routeAnswer(at, req.params['id'], req.params['note']))
})

export const handler = serve(api)
