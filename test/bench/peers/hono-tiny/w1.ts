import { Hono } from 'hono/tiny'
import { handle } from 'hono/aws-lambda'

const app = new Hono()
app.get('/users/:id', (c) => c.json({ id: c.req.param('id'), view: c.req.query('view') }))

export const handler = handle(app)
