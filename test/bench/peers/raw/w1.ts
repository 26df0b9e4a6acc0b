import { json } from './reply.ts'

interface Event {
  rawPath: string
  queryStringParameters?: { [key: string]: string }
  requestContext: { http: { method: string } }
}

export const handler = async (event: Event): Promise<object> => {
  const { rawPath } = event
  if (event.requestContext.http.method !== 'GET' || !rawPath.startsWith('/users/')) return json(404, {})
  return json(200, {
    id: decodeURIComponent(rawPath.slice(7)),
    view: event.queryStringParameters?.['view'],
  })
}
