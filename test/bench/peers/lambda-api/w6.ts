import { picture } from '../../shared/picture.ts'
import { createApi, type Request, type Response, serve } from './create.ts'

const api = createApi({ isBase64: true })
api.get('/pictures/:id', (_: Request, res: Response) => {
  void res.header('content-type', 'image/png').sendFile(Buffer.from(picture.buffer))
})

export const handler = serve(api)
