import createAPI from 'lambda-api'

const api = createAPI()
api.get('/users/:id', (req) => ({
  id: req.params['id'],
  tags: req.multiValueQuery['tag'],
  language: req.headers['accept-language'],
}))

export const handler = (event: never, context: never): Promise<unknown> => api.run(event, context)
