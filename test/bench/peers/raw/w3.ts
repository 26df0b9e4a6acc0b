import { routeAnswer, routes } from '../../shared/routes.ts'
import { json } from './reply.ts'

interface Event {
  rawPath: string
  requestContext: { http: { method: string } }
}

const handlers = new Map<string, (id?: string, note?: string) => object>(
  routes.map(({ method, path }, at) => [
    method + path.replace(/:\w+/g, ':'),
    (id, note) => json(200, routeAnswer(at, id, note)),
  ]),
)

export const handler = async (event: Event): Promise<object> => {
  const [, resource, id, child, note] = event.rawPath.split('/')
  const shape = `/${resource}${id === undefined ? '' : '/:'}${child === undefined ? '' : `/${child}/:`}`
  const run = handlers.get(event.requestContext.http.method + shape)
  if (run === undefined) return json(404, {})
  return run(id && decodeURIComponent(id), note && decodeURIComponent(note))
}
