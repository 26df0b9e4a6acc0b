import { json } from './reply.ts'

interface Event {
  rawPath: string
  queryParameters?: { [key: string]: string }
  requestContext: { http: { method: string } }
}

export const handler = async (bytes: Uint8Array): Promise<object> => {
  const event = JSON.parse(String(bytes)) as Event
  const { rawPath } = event
  if (event.requestContext.http.method !== 'GET' || !rawPath.startsWith('/users/')) return json(404, {})
  return json(200, { id: decodeURIComponent(rawPath.slice(7)), view: event.queryParameters?.['view'] })
}
