import createAPI from 'lambda-api'
import { Order, receipt } from '../../shared/order.ts'

const api = createAPI()
api.post('/orders', (req, res) => {
  const order = Order.safeParse(req.body)
  return order.success
    ? res.status(201).json(receipt(order.data))
    : res.status(400).json(order.error.issues)
})

export const handler = (event: never, context: never): Promise<unknown> => api.run(event, context)
