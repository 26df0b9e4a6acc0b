import { http, on } from '@sampan/core'
import { router } from '@sampan/middleware/router'
import * as z from 'zod'

const Item = z.object({ id: z.string(), price: z.number() })
const Upload = z.object({ title: z.string(), file: z.file().max(1_000_000).mime('image/png') })
const Tenant = z.object({ 'x-tenant': z.string().regex(/^[a-z]+$/) })
const stock = new Map<string, number>()

export const api = on(
  http(),
  router()
    // One value, and a header.
    .post('/items', { headers: Tenant, body: Item }, ({ header, body }) => {
      stock.set(`${header['x-tenant']}/${body.id}`, body.price)
    })
    // One value a line, read while they arrive.
    .post('/imports', { consumes: 'application/x-ndjson', body: Item }, async ({ body }) => {
      for await (const { id, price } of body) stock.set(id, price)
      return { items: stock.size }
    })
    // Fields and files.
    .post('/pictures', { body: Upload, maxBodyBytes: 2_000_000 }, ({ body }) => ({
      title: body.title,
      bytes: body.file.size,
    }))
    // What the handler returns is held to a schema, too.
    .get('/items/:id', { response: Item.nullable() }, ({ params: { id } }) => {
      const price = stock.get(id)
      return price === undefined ? null : { id, price }
    }),
)
