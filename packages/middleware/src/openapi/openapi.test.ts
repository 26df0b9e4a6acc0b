import { use } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { openapiErrors } from '../../test/documents.ts'
import { info, nothing, only } from '../../test/operations.ts'
import { router } from '../router/index.ts'
import { openapi, type Operation } from './index.ts'

const Item = z.object({ id: z.string(), price: z.number().min(0), tags: z.array(z.string()).default([]) })
const Named = Item.meta({ id: 'Item' })

describe('a small document', () => {
  it('is this', () => {
    const api = router()
      .get('/items/:id', { response: Named }, () => ({ id: '1', price: 1 }))
      .post('/items', { body: Named, identity: { roles: ['admin'] } }, nothing)
    const document = openapi(api, info)
    expect(openapiErrors(document)).toBeUndefined()
    expect(document).toMatchSnapshot()
  })

  it('has no paths where the router has no routes', () => {
    const document = openapi(router(), info)
    expect(openapiErrors(document)).toBeUndefined()
    expect(document.paths).toEqual({})
    expect(document.components.securitySchemes).toBeUndefined()
  })

  it('the meta-schema would tell', () => {
    const document = openapi(router().get('/', nothing), info)
    expect(openapiErrors({ ...document, info: { title: 'x' } })).toBeDefined()
    expect(openapiErrors({ ...document, components: { schemas: { Bad: { type: 'nope' } } } })).toBeDefined()
    expect(
      openapiErrors({ ...document, components: { schemas: { Bad: { $ref: '#/components/schemas/No' } } } }),
    ).toBeDefined()
  })
})

describe('a rich document', () => {
  it('is valid, and its operations have ids of their own', () => {
    const admin = router(use((_event, _context, next) => next()))
      .get('/', { produces: ['text/html', 'application/json'], response: z.string() }, () => '')
      .delete('/users/:id', { identity: (claims) => claims['root'] === true }, nothing)
    const api = router()
      .mount('/admin', admin)
      .get('/users/:id', { params: z.object({ id: z.coerce.number().int() }), response: Named }, () => ({
        id: '',
        price: 0,
      }))
      .patch('/users/:user', { body: Item.partial(), maxBodyBytes: 100 }, nothing)
      .post('/items', { consumes: ['application/json', 'application/*+json'], body: Named }, nothing)
      .post('/items', { consumes: 'application/x-ndjson', body: z.object({ line: z.date() }) }, nothing)
      .get('/reports', { identity: { roles: ['a', 'b'], scopes: ['s'] }, produces: 'text/csv' }, () => '')
      .get('/reports', { produces: 'application/json', version: '2' }, nothing)
      .get('/docs/:page?', nothing)
      .get('/files/*', nothing)
      .get('/files/**:path', nothing)
      .all('/café/**', { host: '*.example.com' }, nothing)
      .get(
        '/search',
        { query: z.record(z.string(), z.string()), headers: z.object({ 'x-a': z.string() }) },
        nothing,
      )
    const document = openapi(
      api,
      { ...info, license: { name: 'MIT' } },
      { servers: [{ url: 'https://a.example' }] },
    )
    expect(openapiErrors(document)).toBeUndefined()
    expect(
      Object.entries(document.paths).map(([path, item]) => `${Object.keys(item).join()} ${path}`),
    ).toEqual([
      'get /admin',
      'delete /admin/users/{id}',
      'get,patch /users/{id}',
      'post /items',
      'get /reports',
      'get /docs',
      'get /docs/{page}',
      'get /files/{any}',
      'get /search',
      'get /files/{path}*',
      'get,put,post,delete,patch /caf%C3%A9/{rest}',
    ])
    const ids = Object.values(document.paths).flatMap((item) =>
      Object.values<Operation>(item).map(({ operationId }) => operationId),
    )
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain('getUsersById')
    expect(ids).toContain('putCaféByRest')
  })
})

it('all() leaves to the others what they answer, whatever the order', () => {
  const api = router().all('/', { version: '1' }, nothing).get('/', nothing)
  const item = openapi(api, info).paths['/']!
  expect(Object.keys(item).sort()).toEqual(['delete', 'get', 'patch', 'post', 'put'])
  expect([item.get!.parameters, item.put!.parameters?.length]).toEqual([undefined, 1])
})

describe('options', () => {
  it('describe() says the rest, and leaves routes out', () => {
    const api = router().get('/a', nothing).get('/b', nothing)
    const document = openapi(api, info, {
      describe: ({ path }) =>
        path === '/a' && {
          operationId: 'list',
          summary: 'Lists',
          tags: ['t'],
          deprecated: true,
          responses: { 200: { description: 'All' } },
        },
    })
    expect(only(document)).toEqual({
      operationId: 'list',
      summary: 'Lists',
      tags: ['t'],
      deprecated: true,
      responses: { 200: { description: 'All' } },
    })
  })

  it.each<[options: object, info: object, near: string]>([
    [{ server: [] }, {}, 'servers'],
    [{}, { tittle: 'x' }, 'title'],
    [{ describe: () => ({ sumary: 'x' }) }, {}, 'summary'],
  ])('are closed: %j %j', (options, more, near) => {
    const make = (): unknown => openapi(router().get('/', nothing), { ...info, ...more }, options)
    expect(make).toThrow(
      expect.objectContaining({ code: 'SAMPAN_UNKNOWN_OPTION', message: expect.stringContaining(near) }),
    )
  })

  it.each([{ title: '', version: '1' }, { title: 'x' }, { title: 'x', version: 1 }])(
    '%j is no info',
    (wrong) => {
      expect(() => openapi(router(), wrong as never)).toThrow(
        expect.objectContaining({ code: 'SAMPAN_BAD_OPTION' }),
      )
    },
  )
})
