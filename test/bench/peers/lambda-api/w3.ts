import createAPI from 'lambda-api'
import { routeAnswer, routes } from '../../shared/routes.ts'

const api = createAPI()
routes.forEach(({ method, path }, at) => {
  api.METHOD(method, path, (req) => routeAnswer(at, req.params['id'], req.params['note']))
})

export const handler = (event: never, context: never): Promise<unknown> => api.run(event, context)
