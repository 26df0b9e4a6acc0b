import { routeAnswer, routes } from '../../shared/routes.ts'
import { json } from '../raw/reply.ts'
import { serve } from './serve.ts'

interface Event {
  pathParameters?: { id?: string; note?: string }
}

export const handler = serve(
  routes.map(({ method, path }, at) => ({
    method,
    path: path.replace(/:(\w+)/g, '{$1}'),
    handler: async ({ pathParameters }: Event): Promise<object> =>
      json(200, routeAnswer(at, pathParameters?.id, pathParameters?.note)),
  })),
)
