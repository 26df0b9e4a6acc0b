import { Order, receipt } from '../../shared/order.ts'
import { json } from './reply.ts'

interface Event {
  rawPath: string
  body?: string
  isBase64Encoded: boolean
  requestContext: { http: { method: string } }
}

export const handler = async (event: Event): Promise<object> => {
  if (event.requestContext.http.method !== 'POST' || event.rawPath !== '/orders') return json(404, {})
  const text = event.isBase64Encoded ? Buffer.from(event.body!, 'base64').toString() : event.body!
  const order = Order.safeParse(JSON.parse(text))
  return order.success ? json(201, receipt(order.data)) : json(400, order.error.issues)
}
