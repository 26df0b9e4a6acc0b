import { json } from '../raw/reply.ts'
import { serve } from './serve.ts'

interface Event {
  pathParameters: { id: string }
  multiValueHeaders: { [name: string]: string[] }
  multiValueQueryStringParameters: { [key: string]: string[] } | null
}

const handle = async (event: Event): Promise<object> =>
  json(200, {
    id: event.pathParameters.id,
    tags: event.multiValueQueryStringParameters?.['tag'],
    language: event.multiValueHeaders['accept-language']?.[0],
  })

export const handler = serve([{ method: 'GET', path: '/users/{id}', handler: handle }])
