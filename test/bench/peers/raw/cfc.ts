import { json } from './reply.ts'

interface Event {
  httpMethod: string
  path: string
  queryStringParameters?: { [key: string]: string }
}

export const handler = (event: Event, _: unknown, callback: (error: null, result: object) => void): void => {
  const { path } = event
  if (event.httpMethod !== 'GET' || !path.startsWith('/users/')) return callback(null, json(404, {}))
  const view = event.queryStringParameters?.['view']
  callback(null, json(200, { id: decodeURIComponent(path.slice(7)), view }))
}
