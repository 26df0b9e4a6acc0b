import { lambda } from '@sampan/aws'
import { http, on, reply } from '@sampan/core'
import { router } from '@sampan/middleware/router'
import { Order, receipt } from '../../shared/order.ts'

const app = router().post('/orders', { body: Order }, ({ body }) => reply(201, receipt(body)))

export const handler = lambda(on(http(), app))
