import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { picture } from '../../shared/picture.ts'

const app = new Hono()
app.get('/pictures/:id', (c) => c.body(picture, 200, { 'content-type': 'image/png' }))

export const handler = handle(app)
