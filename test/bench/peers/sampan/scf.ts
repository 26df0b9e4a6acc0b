import { scf } from '@sampan/tencent'
import { http, on } from '@sampan/core'

export const handler = scf(
  on(http('GET /users/:id'), ({ params, query }) => ({ id: params.id, view: query['view'] })),
)
