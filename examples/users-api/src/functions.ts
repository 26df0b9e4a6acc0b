import { http, HttpError, on, type Reply, type SampanFunction, use } from '@sampan/core'
import { router } from '@sampan/middleware/router'
import * as z from 'zod'
import { envelope, notFound, ok } from './envelope.ts'
import { createUser, findUser, listUsers } from './users.ts'

const UserPath = z.object({ id: whole(1) })

const UserQuery = z.object({
  id: whole(1).optional(),
  limit: whole(1, 100).default(20),
  offset: whole(0).default(0),
})

const NewUser = z.object({
  name: z.string().trim().min(1).max(100),
  email: z.email().max(255).toLowerCase(),
})

/** The API. Which cloud it runs on is said elsewhere, in one line: see aws.ts, alibaba.ts, tencent.ts, baidu.ts. */
export const api: SampanFunction = on(
  http(),
  router(use(envelope))
    .get('/users/:id', { params: UserPath }, ({ params }) => show(params.id))
    .get('/users', { query: UserQuery }, async ({ query }) =>
      query.id === undefined ? ok(await listUsers(query)) : show(query.id),
    )
    .post('/users', { body: NewUser }, async ({ body }) => {
      const user = await createUser(body)
      if (user === undefined) throw new HttpError(409, 'There is a user with this email already')
      return ok(user, 201)
    }),
)

async function show(id: number): Promise<Reply> {
  const user = await findUser(id)
  return user === undefined ? notFound() : ok(user)
}

/** Digits and nothing else: z.coerce.number() would also take '', ' 7', '0x10' and '1e3' for numbers. */
function whole(min: number, max: number = Number.MAX_SAFE_INTEGER) {
  const digits = z.string().regex(/^\d{1,15}$/, 'Expected a whole number')
  return digits.transform(Number).pipe(z.number().min(min).max(max))
}
