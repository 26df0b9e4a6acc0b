import { http, on, use } from '@sampan/core'
import { bodyLimit } from '@sampan/middleware/body-limit'
import { compress } from '@sampan/middleware/compress'
import { cors } from '@sampan/middleware/cors'
import { csrf } from '@sampan/middleware/csrf'
import { etag } from '@sampan/middleware/etag'
import { requestId } from '@sampan/middleware/request-id'
import { router } from '@sampan/middleware/router'
import { secureHeaders } from '@sampan/middleware/secure-headers'

const app = 'https://app.example.com'

const fn = use(requestId())
  .use(secureHeaders({ contentSecurityPolicy: { 'default-src': "'none'", 'frame-ancestors': "'none'" } }))
  .use(cors({ origin: app, credentials: true, maxAge: 600 }))
  .use(csrf({ origin: app }))
  .use(compress())
  .use(etag())
  .use(bodyLimit(100_000))

export const api = on(
  http(),
  router(fn)
    .get('/items', () => [{ id: 1 }])
    .post('/items', async (event) => ({ received: await event.json() })),
)
