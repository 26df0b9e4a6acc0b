import { http, on, reply } from '@sampan/core'
import { router } from '@sampan/middleware/router'
import * as z from 'zod'

const UserPath = z.object({ id: z.coerce.number().int() })
const Page = z.object({ limit: z.coerce.number().max(100).default(20) })
const NewUser = z.object({ name: z.string().trim().min(1), email: z.email() })

export const api = on(
  http(),
  router()
    .get('/users/:id', { params: UserPath }, ({ params }) => ({ next: params.id + 1 }))
    .get('/users', { query: Page }, ({ query }) => ({ limit: query.limit }))
    .post('/users', { body: NewUser }, ({ body }) => reply(201, { name: body.name })),
)
