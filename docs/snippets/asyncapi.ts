import { bus, on, queue } from '@sampan/core'
import { asyncapi } from '@sampan/middleware/asyncapi'
import * as z from 'zod'

const orders = queue('orders', { data: z.object({ id: z.string() }) })
const shop = bus('shop', { 'order.paid': z.object({ id: z.string() }) })

const worker = on(orders, ({ data }) => console.log(data.id))
const paid = on(shop.event('order.paid'), ({ data }) => console.log(data.id))

export const document = asyncapi({ worker, paid }, { title: 'Shop', version: '1.0.0' })
