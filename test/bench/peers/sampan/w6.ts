import { lambda } from '@sampan/aws'
import { http, on, reply } from '@sampan/core'
import { picture } from '../../shared/picture.ts'

export const handler = lambda(
  on(http('GET /pictures/:id'), () => reply(200, picture, { 'content-type': 'image/png' })),
)
