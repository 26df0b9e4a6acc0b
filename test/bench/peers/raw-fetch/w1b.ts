import { serve } from './serve.ts'

export const handler = serve(({ method, headers }, { pathname, searchParams }) => {
  if (method !== 'GET' || !pathname.startsWith('/users/')) return Response.json({}, { status: 404 })
  return Response.json({
    id: decodeURIComponent(pathname.slice(7)),
    view: searchParams.get('view'),
    language: headers.get('accept-language'),
    session: /(?:^|; )session=([^;]*)/.exec(headers.get('cookie') ?? '')?.[1],
  })
})
