import { lambda } from '@sampan/aws'
import { http, on } from '@sampan/core'

export const handler = lambda(
  on(http('GET /users/:id'), ({ params, query, headers, cookies }) => ({
    id: params.id,
    view: query['view'],
    language: headers.get('accept-language'),
    session: cookies['session'],
  })),
)
