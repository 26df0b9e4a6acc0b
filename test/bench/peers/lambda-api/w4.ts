import { createApi, type Request, serve } from './create.ts'

const api = createApi()
api.get('/users/:id', (req: Request) => ({
  id: req.params['id'],
  tags: req.multiValueQuery['tag'],
  language: req.headers['accept-language'],
}))

export const handler = serve(api)
