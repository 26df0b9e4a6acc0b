import { Order, receipt } from '../../shared/order.ts'
import { serve } from './serve.ts'

export const handler = serve(async (request, { pathname }) => {
  if (request.method !== 'POST' || pathname !== '/orders') return Response.json({}, { status: 404 })
  const order = Order.safeParse(await request.json())
  return order.success
    ? Response.json(receipt(order.data), { status: 201 })
    : Response.json(order.error.issues, { status: 400 })
})
