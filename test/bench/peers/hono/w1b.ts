import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { getCookie } from 'hono/cookie'

const app = new Hono()
app.get('/users/:id', (c) =>
  c.json({
    id: c.req.param('id'),
    view: c.req.query('view'),
    language: c.req.header('accept-language'),
    session: getCookie(c, 'session'),
  }),
)

export const handler = handle(app)
