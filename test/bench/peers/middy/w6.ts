import { picture } from '../../shared/picture.ts'
import { serve } from './serve.ts'

const handle = async (): Promise<object> => ({
  statusCode: 200,
  headers: { 'content-type': 'image/png' },
  body: Buffer.from(picture.buffer).toString('base64'),
  isBase64Encoded: true,
})

export const handler = serve([{ method: 'GET', path: '/pictures/{id}', handler: handle }])
