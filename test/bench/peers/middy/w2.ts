import middy from '@middy/core'
import httpErrorHandler from '@middy/http-error-handler'
import httpJsonBodyParser from '@middy/http-json-body-parser'
import httpRouter from '@middy/http-router'
import { Order, receipt } from '../../shared/order.ts'
import { json } from '../raw/reply.ts'

const handle = async ({ body }: { body: unknown }): Promise<object> => {
  const order = Order.safeParse(body)
  return order.success ? json(201, receipt(order.data)) : json(400, order.error.issues)
}

const route = { method: 'POST' as const, path: '/orders', handler: handle as never }

export const handler = middy()
  .use(httpJsonBodyParser() as never)
  .use(httpErrorHandler() as never)
  .handler(httpRouter([route]) as never)
