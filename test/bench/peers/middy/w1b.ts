import { json } from '../raw/reply.ts'
import { serve } from './serve.ts'

interface Event {
  pathParameters: { id: string }
  headers: { [name: string]: string }
  cookies?: string[]
  queryStringParameters?: { [key: string]: string }
}

const handle = async (event: Event): Promise<object> =>
  json(200, {
    id: event.pathParameters.id,
    view: event.queryStringParameters?.['view'],
    language: event.headers['accept-language'],
    session: event.cookies?.find((one) => one.startsWith('session='))?.slice(8),
  })

export const handler = serve([{ method: 'GET', path: '/users/{id}', handler: handle }])
