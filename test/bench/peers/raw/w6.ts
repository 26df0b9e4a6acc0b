import { picture } from '../../shared/picture.ts'
import { json } from './reply.ts'

interface Event {
  rawPath: string
  requestContext: { http: { method: string } }
}

export const handler = async (event: Event): Promise<object> => {
  if (event.requestContext.http.method !== 'GET' || !event.rawPath.startsWith('/pictures/'))
    return json(404, {})
  return {
    statusCode: 200,
    headers: { 'content-type': 'image/png' },
    body: Buffer.from(picture.buffer).toString('base64'),
    isBase64Encoded: true,
  }
}
