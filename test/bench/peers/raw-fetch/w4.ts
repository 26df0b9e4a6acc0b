import { envelope } from './serve.ts'

interface Event {
  httpMethod: string
  path: string
  multiValueHeaders: { [name: string]: string[] }
  multiValueQueryStringParameters: { [key: string]: string[] } | null
  requestContext: { domainName: string }
}

export const handler = async (event: Event): Promise<object> => {
  const url = new URL(`https://${event.requestContext.domainName}${event.path}`)
  for (const [key, all] of Object.entries(event.multiValueQueryStringParameters ?? {})) {
    for (const one of all) url.searchParams.append(key, one)
  }
  const headers = new Headers()
  for (const [name, all] of Object.entries(event.multiValueHeaders)) {
    for (const one of all) headers.append(name, one)
  }
  return envelope(serve(new Request(url, { method: event.httpMethod, headers }), url))
}

function serve(request: Request, { pathname, searchParams }: URL): Response {
  if (request.method !== 'GET' || !pathname.startsWith('/users/')) return Response.json({}, { status: 404 })
  return Response.json({
    id: decodeURIComponent(pathname.slice(7)),
    tags: searchParams.getAll('tag'),
    language: request.headers.get('accept-language'),
  })
}
