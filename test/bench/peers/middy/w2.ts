import httpJsonBodyParser from '@middy/http-json-body-parser'
import { Order, receipt } from '../../shared/order.ts'
import { json } from '../raw/reply.ts'
import { serve } from './serve.ts'

const handle = async ({ body }: { body: unknown }): Promise<object> => {
  const order = Order.safeParse(body)
  return order.success ? json(201, receipt(order.data)) : json(400, order.error.issues)
}

export const handler = serve([{ method: 'POST', path: '/orders', handler: handle }], httpJsonBodyParser())
