import { fc } from '@sampan/alibaba'
import { http, on } from '@sampan/core'

export const handler = fc(
  on(http('GET /users/:id'), ({ params, query }) => ({ id: params.id, view: query['view'] })),
)
