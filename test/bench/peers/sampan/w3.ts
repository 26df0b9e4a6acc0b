import { lambda } from '@sampan/aws'
import { http, on } from '@sampan/core'
import { router } from '@sampan/middleware/router'
import { routeAnswer, routes } from '../../shared/routes.ts'

const app = router()
routes.forEach(({ method, path }, at) => {
  const add = { GET: app.get, POST: app.post, PUT: app.put }[method]
  add(path, ({ params }: { params: { id?: string; note?: string } }) =>
    routeAnswer(at, params.id, params.note),
  )
})

export const handler = lambda(on(http(), app))
