import { http, HttpError, on, use } from '@sampan/core'
import { router } from '@sampan/middleware/router'

const signedIn = use((event, _context, next) => {
  const user = event.kind === 'http' ? event.identity?.id : undefined
  if (user === undefined) throw new HttpError(401, 'Sign in first')
  return next({ user })
})

const account = router(signedIn)
  .get('/', (_event, { user }) => ({ user }))
  .get('/orders/:order', ({ params }, { user }) => ({ user, order: params.order }))

export const api = on(
  http(),
  router()
    .get('/health', () => 'ok')
    .use(async (_event, { log, requestId }, next) => {
      log.info('asked', { requestId })
      return next()
    })
    .mount('/account', account),
)
