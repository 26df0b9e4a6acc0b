import { lambda } from '@sampan/aws'
import { http, on } from '@sampan/core'

export const handler = lambda(
  on(http('GET /users/:id'), ({ params, query }) => ({ id: params.id, view: query['view'] })),
)
