import { lambda } from '@sampan/aws'
import { on, PermanentError, queue } from '@sampan/core'
import * as z from 'zod'

const orders = queue('orders', { data: z.object({ id: z.string(), total: z.number() }) })
const lost = queue('orders-lost')

const worker = on(
  orders,
  async ({ data, attempt, groupId }, { log }) => {
    if (data.total < 0) throw new PermanentError(`order ${data.id} has a negative total`) // never tried again
    log.info('order', { id: data.id, attempt, groupId }) // any other error: the message comes back
  },
  { deadLetter: lost }, // or a hook: async (event, error, context) => …
)

export const handler = lambda(worker, { concurrency: 5 })
