import { http, on, reply } from '@sampan/core'
import { docsPage, openapi, serveOpenapi } from '@sampan/middleware/openapi'
import { router } from '@sampan/middleware/router'
import * as z from 'zod'

const Item = z.object({ id: z.string(), price: z.number().min(0) }).meta({ id: 'Item' })

const shop = router()
  .get('/items/:id', { response: Item }, ({ params }) => ({ id: params.id, price: 5 }))
  .post('/items', { body: Item, identity: { roles: ['admin'] } }, ({ body }) => reply(201, body))

const document = () => openapi(shop, { title: 'Shop', version: '1.0.0' })

shop.get('/openapi.json', serveOpenapi(document)).get('/docs', docsPage(document))

export const api = on(http(), shop)
