import { httpApiEvent, lambdaContext } from '../events/aws.ts'
import { type OrderData, receipt } from '../shared/receipt.ts'
import { json, type Workload } from '../workload.ts'

export const w2: Workload = {
  id: 'W2',
  title: 'POST 1 KB of JSON, checked by zod, answered with 201',
  file: 'w2',
  target: 1.1,
  calls: 128,
  event: (nth) => httpApiEvent({ method: 'POST', path: '/orders', body: JSON.stringify(order(nth)) }),
  context: lambdaContext,
  answer: (nth) => json(201, receipt(order(nth))),
}

function order(nth: number): OrderData {
  return {
    id: `o-${nth}`,
    customer: { name: 'Jürgen Müller', email: 'jm@example.com', vip: nth % 2 === 0 },
    lines: Array.from({ length: 11 }, (_, at) => ({
      sku: `SKU-${1000 + at}`,
      title: `Sampan model, plank ${at}`,
      quantity: 1 + ((nth + at) % 5),
      price: 100 + at,
    })),
    note: 'Leave it with the neighbours, please.',
  }
}
