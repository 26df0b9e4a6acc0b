import { routeAnswer, routes } from '../../shared/routes.ts'
import { serve } from './serve.ts'

const places = new Map(routes.map(({ method, path }, at) => [method + path.replace(/:\w+/g, ':'), at]))

export const handler = serve(({ method }, { pathname }) => {
  const [, resource, id, child, note] = pathname.split('/')
  const shape = `/${resource}${id === undefined ? '' : '/:'}${child === undefined ? '' : `/${child}/:`}`
  const route = places.get(method + shape)
  if (route === undefined) return Response.json({}, { status: 404 })
  return Response.json(routeAnswer(route, id && decodeURIComponent(id), note && decodeURIComponent(note)))
})
