import { json } from './reply.ts'

interface Event {
  httpMethod: string
  path: string
  queryString?: { [key: string]: string }
}

export const handler = async (event: Event): Promise<object> => {
  const { path } = event
  if (event.httpMethod !== 'GET' || !path.startsWith('/users/')) return json(404, {})
  return json(200, { id: decodeURIComponent(path.slice(7)), view: event.queryString?.['view'] })
}
