import createAPI from 'lambda-api'
import { picture } from '../../shared/picture.ts'

const api = createAPI({ isBase64: true })
api.get('/pictures/:id', (_, res) => {
  res.header('content-type', 'image/png').sendFile(Buffer.from(picture.buffer))
})

export const handler = (event: never, context: never): Promise<unknown> => api.run(event, context)
