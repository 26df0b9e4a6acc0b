import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { Order, receipt } from '../../shared/order.ts'

const app = new Hono()
app.post('/orders', async (c) => {
  const order = Order.safeParse(await c.req.json())
  return order.success ? c.json(receipt(order.data), 201) : c.json(order.error.issues, 400)
})

export const handler = handle(app)
