import { serve } from './serve.ts'

export const handler = serve((request, { pathname, searchParams }) => {
  if (request.method !== 'GET' || !pathname.startsWith('/users/')) return Response.json({}, { status: 404 })
  return Response.json({
    id: decodeURIComponent(pathname.slice(7)),
    view: searchParams.get('view'),
  })
})
