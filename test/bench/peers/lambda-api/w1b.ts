import createAPI from 'lambda-api'

const api = createAPI()
api.get('/users/:id', (req) => ({
  id: req.params['id'],
  view: req.query['view'],
  language: req.headers['accept-language'],
  session: req.cookies['session'],
}))

export const handler = (event: never, context: never): Promise<unknown> => api.run(event, context)
