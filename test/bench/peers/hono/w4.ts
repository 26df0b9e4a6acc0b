import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'

const app = new Hono()
app.get('/users/:id', (c) =>
  c.json({
    id: c.req.param('id'),
    tags: c.req.queries('tag'),
    language: c.req.header('accept-language'),
  }),
)

export const handler = handle(app)
