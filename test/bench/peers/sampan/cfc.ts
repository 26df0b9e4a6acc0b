import { cfc } from '@sampan/baidu'
import { http, on } from '@sampan/core'

export const handler = cfc(
  on(http('GET /users/:id'), ({ params, query }) => ({ id: params.id, view: query['view'] })),
)
