import type { Schema } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { openapiErrors } from '../../test/documents.ts'
import { info, names, nothing, of, only, statuses } from '../../test/operations.ts'
import { router } from '../router/index.ts'
import { openapi } from './index.ts'

describe('parameters', () => {
  it('come from the path, the query and the headers', () => {
    const operation = of((api) =>
      api.get(
        '/a/:id/*/:b',
        {
          params: z.object({ id: z.coerce.number().int(), b: z.string() }),
          query: z.object({
            q: z.string(),
            limit: z.coerce.number().max(100).default(20),
            tag: z.array(z.string()).optional(),
          }),
          headers: z.object({ 'x-tenant': z.string(), accept: z.string() }),
        },
        nothing,
      ),
    )
    expect(names(operation)).toEqual([
      'path id',
      'path any',
      'path b',
      'query q',
      'query limit?',
      'query tag?',
      'header x-tenant',
    ])
    expect(operation.parameters![0]!.schema).toMatchObject({ type: 'integer' })
    expect(operation.parameters![4]!.schema).toEqual({ default: 20, type: 'number', maximum: 100 })
    expect(statuses(operation)).toBe('200 400 404')
  })

  it('of a union and of an intersection are those of its parts', () => {
    const a = z.object({ kind: z.literal('a'), x: z.string() })
    const b = z.object({ kind: z.literal('b'), y: z.string() })
    const union = of((api) => api.get('/', { query: z.union([a, b]) }, nothing))
    expect(names(union)).toEqual(['query kind', 'query x?', 'query y?'])
    expect(union.parameters![0]!.schema).toEqual({
      anyOf: [
        { type: 'string', const: 'a' },
        { type: 'string', const: 'b' },
      ],
    })
    const both = of((api) =>
      api.get(
        '/',
        { query: z.intersection(z.object({ x: z.string() }), z.object({ y: z.string() })) },
        nothing,
      ),
    )
    expect(names(both)).toEqual(['query x', 'query y'])
  })

  it('of routes that call a param by different names stand under one', () => {
    const document = openapi(
      router()
        .get('/a/:id', nothing)
        .put('/a/:key', { params: z.object({ key: z.literal('k') }) }, nothing),
      info,
    )
    expect(openapiErrors(document)).toBeUndefined()
    expect(Object.keys(document.paths)).toEqual(['/a/{id}'])
    expect(document.paths['/a/{id}']!.put!.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'string', const: 'k' } },
    ])
  })

  it('the version is a header, needed where every route asks for one', () => {
    const two = of((api) => api.get('/', { version: '1' }, nothing).get('/', { version: '2' }, nothing))
    expect(two.parameters).toEqual([
      { name: 'Accept-Version', in: 'header', required: true, schema: { type: 'string', enum: ['1', '2'] } },
    ])
    expect(statuses(two)).toBe('200 406')
    const some = of((api) => api.get('/', nothing).get('/', { version: '2' }, nothing))
    expect(names(some)).toEqual(['header Accept-Version?'])
    const own = router(undefined, { versionHeader: 'X-Api' })
    const headers = z.object({ 'x-api': z.string() })
    expect(names(only(openapi(own.get('/', { version: '1', headers }, nothing), info)))).toEqual([
      'header X-Api',
    ])
  })
})

describe('bodies', () => {
  it('are by what is consumed', () => {
    const json = of((api) => api.post('/', { body: z.string() }, nothing))
    expect(json.requestBody).toEqual({
      required: true,
      content: { 'application/json': { schema: { type: 'string' } } },
    })
    expect(statuses(json)).toBe('200 400 413 415')
    const bytes = of((api) => api.post('/', { consumes: ['image/*', 'text/csv'] }, nothing))
    expect(bytes.requestBody).toEqual({
      required: false,
      content: { 'image/*': {}, 'text/csv': { schema: { type: 'string' } } },
    })
    expect(statuses(bytes)).toBe('200 415')
    expect(statuses(of((api) => api.post('/', { maxBodyBytes: 10 }, nothing)))).toBe('200 413')
  })

  it('of two routes with one type are alternatives', () => {
    const operation = of((api) =>
      api
        .post('/', { body: z.object({ a: z.string() }), version: '1' }, nothing)
        .post('/', { body: z.object({ b: z.string() }), version: '2' }, nothing),
    )
    expect(operation.requestBody!.content['application/json']!.schema!['anyOf']).toHaveLength(2)
  })
})

describe('responses', () => {
  it.each<[string, Schema<any, any>, string]>([
    ['a value', z.object({ a: z.string() }), '200'],
    ['nothing', z.undefined(), '204'],
    ['void', z.void(), '204'],
    ['a value or nothing', z.string().optional(), '200 204'],
    ['anything', z.any(), '200'],
  ])('%s', (_, response, expected) => {
    expect(statuses(of((api) => api.get('/', { response }, nothing as () => any)))).toBe(expected)
  })

  it('are by what is produced', () => {
    const operation = of((api) =>
      api.get(
        '/',
        { produces: ['application/json', 'text/csv'], response: z.object({ a: z.string() }) },
        () => ({ a: '' }),
      ),
    )
    expect((operation.responses['200'] as any).content).toMatchObject({
      'application/json': { schema: { type: 'object' } },
      'text/csv': { schema: { type: 'string' } },
    })
    expect(statuses(operation)).toBe('200 406')
  })

  it('a Date leaves as text', () => {
    const operation = of((api) => api.get('/', { response: z.date() }, () => new Date()))
    expect((operation.responses['200'] as any).content['application/json'].schema).toEqual({
      type: 'string',
      format: 'date-time',
    })
  })
})

describe('security', () => {
  it.each([
    [{ authenticated: true }, [{ bearer: [] }], '200 401'],
    [{ scopes: ['r', 'w'] }, [{ bearer: ['r', 'w'] }], '200 401 403'],
    [{ roles: ['a', 'b'], scopes: ['r'] }, [{ bearer: ['r', 'a'] }, { bearer: ['r', 'b'] }], '200 401 403'],
    [() => true, [{ bearer: [] }], '200 401 403'],
  ] as const)('of %j', (identity, security, codes) => {
    const operation = of((api) => api.get('/', { identity }, nothing))
    expect(operation.security).toEqual(security)
    expect(statuses(operation)).toBe(codes)
  })

  it('is optional where another route of the path asks for nobody', () => {
    const operation = of((api) =>
      api.get('/', nothing).get('/', { identity: { authenticated: true } }, nothing),
    )
    expect(operation.security).toEqual(expect.arrayContaining([{}, { bearer: [] }]))
  })

  it('names the schemes it is given, each as an alternative', () => {
    const document = openapi(router().get('/', { identity: { authenticated: true } }, nothing), info, {
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        login: { type: 'openIdConnect', openIdConnectUrl: 'https://id.example/.well-known' },
      },
    })
    expect(only(document).security).toEqual([{ key: [] }, { login: [] }])
    expect(Object.keys(document.components.securitySchemes!)).toEqual(['key', 'login'])
  })
})

it('a host is a server of its own', () => {
  const operation = of((api) =>
    api.get('/', { host: 'a.example' }, nothing).get('/', { host: '*.b.example' }, nothing),
  )
  expect(operation.servers).toEqual(
    expect.arrayContaining([
      { url: 'https://a.example' },
      { url: 'https://{name}.b.example', variables: { name: { default: 'www' } } },
    ]),
  )
  expect(of((api) => api.get('/', nothing).get('/', { host: 'a.example' }, nothing)).servers).toBeUndefined()
})
