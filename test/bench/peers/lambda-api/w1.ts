import { createApi, type Request, serve } from './create.ts'

const api = createApi()
api.get('/users/:id', (req: Request) => ({ id: req.params['id'], view: req.query['view'] }))

export const handler = serve(api)
