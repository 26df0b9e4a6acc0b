import { json } from '../raw/reply.ts'
import { serve } from './serve.ts'

interface Event {
  pathParameters: { id: string }
  queryStringParameters?: { [key: string]: string }
}

const handle = async ({ pathParameters, queryStringParameters }: Event): Promise<object> =>
  json(200, { id: pathParameters.id, view: queryStringParameters?.['view'] })

export const handler = serve([{ method: 'GET', path: '/users/{id}', handler: handle }])
