import { lambda } from '@sampan/aws'
import { on, type RowChange, stream } from '@sampan/core'
import * as z from 'zod'

const clicks = stream('clicks', { data: z.object({ page: z.string() }) })
const users = stream('users') // a table: the data is a RowChange

const count = on(clicks, ({ data, partition, sequence, key }, { log }) => {
  log.info(data.page, { partition, sequence, key })
})

const mirror = on(users, ({ type, data }, { log }) => {
  const { keys, before, after } = data as RowChange
  log.info(type, { keys, before, after }) // insert, update or delete
})

export const handler = lambda(count, mirror)
