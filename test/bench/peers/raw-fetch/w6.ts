import { picture } from '../../shared/picture.ts'
import { serve } from './serve.ts'

export const handler = serve((request, { pathname }) => {
  if (request.method !== 'GET' || !pathname.startsWith('/pictures/'))
    return Response.json({}, { status: 404 })
  return new Response(picture, { headers: { 'content-type': 'image/png' } })
})
