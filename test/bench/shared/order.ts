import * as z from 'zod'
import type { OrderData } from './receipt.ts'

export { receipt } from './receipt.ts'

export const Order: z.ZodType<OrderData, OrderData> = z.object({
  id: z.string().min(1),
  customer: z.object({ name: z.string(), email: z.email(), vip: z.boolean() }),
  lines: z.array(
    z.object({
      sku: z.string(),
      title: z.string(),
      quantity: z.number().int().positive(),
      price: z.number().nonnegative(),
    }),
  ),
  note: z.string().optional(),
})
