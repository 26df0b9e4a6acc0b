import { Order, receipt } from '../../shared/order.ts'
import { createApi, type Request, type Response, serve } from './create.ts'

const api = createApi()
api.post('/orders', (req: Request, res: Response) => {
  const order = Order.safeParse(req.body)
  return order.success ? res.status(201).json(receipt(order.data)) : res.status(400).json(order.error.issues)
})

export const handler = serve(api)
