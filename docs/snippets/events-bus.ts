import { lambda } from '@sampan/aws'
import { bus, on } from '@sampan/core'
import * as z from 'zod'

const shop = bus('shop', { 'order.paid': z.object({ id: z.string() }) })
const alarms = bus('alarms') // a topic: what is published is a `message`

const paid = on(shop.event('order.paid'), ({ data, source, id }, { log }) => {
  log.info('paid', { order: data.id, source, id })
})

const alarm = on(alarms.event('message'), ({ subject, data }, { log }) => {
  log.warn(subject ?? 'alarm', { data })
})

export const handler = lambda(paid, alarm)
