import { lambda } from '@sampan/aws'
import { http, on } from '@sampan/core'

export const handler = lambda(
  on(http('GET /users/:id'), ({ params, query, headers }) => ({
    id: params.id,
    tags: query['tag'],
    language: headers.get('accept-language'),
  })),
)
