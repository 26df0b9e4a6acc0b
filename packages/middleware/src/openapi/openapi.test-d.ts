import type { Reply } from '@sampan/core'
import { expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { router } from '../router/index.ts'
import { docsPage, type OpenApiDocument, type OpenApiInfo, openapi, serveOpenapi } from './index.ts'

const api = router().get('/', () => '')
const info = { title: 'Shop', version: '1.0.0' }

test('a router and its info give a document', () => {
  expectTypeOf(openapi(api, info)).toEqualTypeOf<OpenApiDocument>()
  openapi(api, info, { toJsonSchema: z.toJSONSchema, schemas: { Text: z.string() } })
  openapi(api, info, { describe: ({ path, options }) => options?.version !== '2' && { summary: path } })
})

test('what is misspelt or missing does not compile', () => {
  expectTypeOf(openapi).parameter(1).toEqualTypeOf<OpenApiInfo>()
  // @ts-expect-error: the version is missing
  openapi(api, { title: 'Shop' })
  // @ts-expect-error: there is no such member
  openapi(api, { ...info, licence: { name: 'MIT' } })
  // @ts-expect-error: there is no such option
  openapi(api, info, { server: [] })
  // @ts-expect-error: a bearer scheme is `http`
  openapi(api, info, { securitySchemes: { bearer: { type: 'bearer' } } })
  // @ts-expect-error: a handler is no router
  openapi(() => '', info)
})

test('what serves it is a handler', () => {
  expectTypeOf(docsPage(openapi(api, info))).toEqualTypeOf<() => Reply>()
  router()
    .get('/openapi.json', serveOpenapi(openapi(api, info)))
    .get(
      '/docs',
      docsPage(() => openapi(api, info)),
    )
  // @ts-expect-error: it takes a document, not an address
  docsPage('/openapi.json')
})
