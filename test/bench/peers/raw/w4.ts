import { json } from './reply.ts'

interface Event {
  httpMethod: string
  path: string
  multiValueHeaders: { [name: string]: string[] }
  multiValueQueryStringParameters: { [key: string]: string[] } | null
}

export const handler = async (event: Event): Promise<object> => {
  const { path } = event
  if (event.httpMethod !== 'GET' || !path.startsWith('/users/')) return json(404, {})
  return json(200, {
    id: decodeURIComponent(path.slice(7)),
    tags: event.multiValueQueryStringParameters?.['tag'],
    language: event.multiValueHeaders['accept-language']?.[0],
  })
}
