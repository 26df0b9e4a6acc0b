import { lambda } from '@sampan/aws'
import { http, HttpError, on } from '@sampan/core'
import { router } from '@sampan/middleware/router'

const users = new Map([['1', { id: '1', name: 'Ann' }]])

const api = on(
  http(),
  router()
    .get('/users', () => [...users.values()])
    .get('/users/:id', ({ params }) => {
      const user = users.get(params.id)
      if (user === undefined) throw new HttpError(404, 'There is no such user')
      return user
    })
    .delete('/users/:id', ({ params }) => {
      users.delete(params.id)
    }),
)

export const handler = lambda(api)
