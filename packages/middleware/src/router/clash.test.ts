import { describe, expect, it } from 'vitest'
import { type RouteOptions, router } from './index.ts'

const handler = (): string => 'ok'
const even = (): boolean => true

const roles = (...roles: string[]): RouteOptions => ({ identity: { roles } })

function add(...routes: RouteOptions[]): unknown {
  const api = router()
  try {
    for (const options of routes) api.get('/a', options, handler)
  } catch (error) {
    return error
  }
  return undefined
}

describe('routes that no request can tell apart', () => {
  it.each<[one: RouteOptions, other: RouteOptions]>([
    [{}, {}],
    [{ consumes: 'text/csv' }, { consumes: ['text/html', 'TEXT/CSV'] }],
    [{ consumes: 'text/*' }, { consumes: 'text/*' }],
    [{ produces: 'text/csv' }, { produces: ['text/csv', 'text/html'] }],
    [{ produces: 'text/csv;a=1;b=2' }, { produces: 'text/csv; b="2"; a=1' }],
    [{ identity: { authenticated: true } }, { identity: { authenticated: true } }],
    [{ identity: { roles: ['a', 'b'] } }, { identity: { authenticated: true, roles: ['b', 'a'] } }],
    [{ identity: even }, { identity: even }],
    [{ version: '1' }, { version: '1' }],
    [{ host: 'a.example' }, { host: 'A.Example' }],
    [
      { consumes: 'a/b', produces: 'c/d', version: '1' },
      { consumes: 'a/b', produces: 'c/d', version: '1' },
    ],
  ])('%j and %j fail', (one, other) => {
    expect(add(one, other)).toMatchObject({
      code: 'SAMPAN_ROUTE_TAKEN',
      message: 'No request can tell "GET /a" from "GET /a": remove one of them',
    })
  })

  it.each<RouteOptions[]>([
    [{}, { consumes: 'text/csv' }, { consumes: 'text/*' }, { consumes: 'text/html', version: '1' }],
    [{ produces: 'text/csv' }, { produces: 'text/csv;a=1' }, { produces: 'text/html' }],
    [{ identity: even }, { identity: () => true }, { identity: { authenticated: true } }],
    [{ host: 'a.example' }, { host: '*.a.example' }, { host: '*.example' }, {}],
    [{ identity: { roles: ['a', 'b'] } }, { identity: { roles: ['a'] } }],
  ])('those that one can pass', (...routes) => {
    expect(add(...routes)).toBeUndefined()
  })
})

describe('a route that is never reached', () => {
  it.each<RouteOptions[]>([
    [roles('a', 'b'), roles('a'), roles('b')],
    [roles('a'), roles('b'), { ...roles('a', 'b'), version: '1' }],
    [
      { ...roles('a'), consumes: 'x/y' },
      { ...roles('b'), consumes: ['x/y', 'x/z'] },
      { ...roles('b', 'a'), consumes: 'x/y' },
    ],
  ])('fails', (...routes) => {
    expect(add(...routes)).toMatchObject({
      code: 'SAMPAN_ROUTE_TAKEN',
      message: expect.stringContaining('No request reaches "GET /a": its roles are those of "GET /a" and'),
    })
  })

  it.each<RouteOptions[]>([
    [roles('a', 'b', 'c'), roles('a'), roles('b')],
    [roles('a', 'b'), roles('a'), { ...roles('b'), version: '1' }],
    [{ ...roles('a', 'b'), consumes: 'x/y' }, roles('a'), roles('b')],
    [roles('a', 'b'), roles('a'), { identity: { roles: ['b'], scopes: ['s'] } }],
  ])('but not where one may be', (...routes) => {
    expect(add(...routes)).toBeUndefined()
  })
})

it('a route that fails for one of its shapes is added for none', () => {
  const api = router().get('/a/:x', handler)
  expect(() => api.get('/a/:y?', handler)).toThrow('No request can tell')
  expect(() => api.get('/a', handler)).not.toThrow()
  expect(api.routes.map(({ path }) => path)).toEqual(['/a/:x', '/a'])
})

it.each<[options: object, message: string]>([
  [{ consumes: 'json' }, 'The route "/a" cannot consume "json"'],
  [{ consumes: '*/*' }, 'cannot consume "*/*"'],
  [{ consumes: '*/json' }, 'cannot consume "*/json"'],
  [{ consumes: 'text/csv;a=1' }, 'cannot consume'],
  [{ consumes: ['text/csv', ''] }, 'cannot consume ""'],
  [{ produces: 'text/*' }, 'cannot produce "text/*"'],
  [{ produces: '' }, 'cannot produce ""'],
  [{ produces: 'text/csv;a' }, 'cannot produce'],
  [{ identity: {} }, 'has an identity that asks for nothing'],
  [{ identity: { roles: [] } }, 'has an identity that asks for nothing'],
  [{ identity: { scopes: [] } }, 'has an identity that asks for nothing'],
  [{ identity: { authenticated: false } }, 'has an identity that asks for nothing'],
  [{ version: '' }, 'has no version in ""'],
  [{ version: '1,2' }, 'has no version in "1,2"'],
  [{ host: 'https://a.example' }, 'has no host in "https://a.example"'],
  [{ host: 'a.example:80' }, 'has no host'],
  [{ host: '*' }, 'has no host'],
  [{ use: [] }, 'has no pipeline in "use"'],
])('%j is a bad option', (options, message) => {
  expect(() => router().get('/a', options, handler)).toThrow(
    expect.objectContaining({ code: 'SAMPAN_BAD_OPTION', message: expect.stringContaining(message) }),
  )
})

it('options of the router are closed', () => {
  expect(() => router(undefined, { versionHeaders: 'x' } as object)).toThrow('did you mean "versionHeader"?')
})
