import { Hono } from 'hono/tiny'
import { handle } from 'hono/aws-lambda'
import { routeAnswer, routes } from '../../shared/routes.ts'

const app = new Hono()
routes.forEach(({ method, path }, at) => {
  app.on(method, path, (c) => {
    const { id, note } = c.req.param() as { id?: string; note?: string }
    return c.json(routeAnswer(at, id, note))
  })
})

export const handler = handle(app)
