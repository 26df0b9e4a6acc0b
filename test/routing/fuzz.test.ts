import type { Identity, SampanError } from '@sampan/core'
import { type Router, type RouteOptions, router } from '@sampan/middleware/router'
import { expect, it } from 'vitest'
import { asker, type Asked } from './ask.ts'
import { type FuzzRequest, type FuzzRoute, reference } from './reference.ts'

/** A generator of numbers that is the same on every machine (xorshift). */
let state = 2_463_534_242
function below(limit: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % limit
}

function one<T>(list: readonly T[]): T {
  return list[below(list.length)]!
}

function some<T>(list: readonly T[], most: number): T[] {
  return [...new Set(Array.from({ length: below(most + 1) }, () => one(list)))]
}

const HOSTS = ['api.example.com', 'eu.example.com', 'example.org'] as const
const TYPES = ['application/json', 'application/a+json', 'text/csv', 'text/html', 'image/png'] as const

function path(least: number, segments: readonly string[], last: readonly string[]): string {
  const length = least + below(3)
  return `/${[...Array.from({ length }, () => one(segments)), one(last)].join('/')}`
}

function fuzzRoute(): FuzzRoute {
  const roles = some(['admin', 'staff', 'owner'], 2)
  const scopes = some(['read', 'write'], 2)
  const rule = { ...(roles.length > 0 && { roles }), ...(scopes.length > 0 && { scopes }) }
  const anyone = roles.length + scopes.length === 0 ? { authenticated: true as const } : rule
  return {
    method: one(['GET', 'GET', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', '']),
    path: path(1, ['a', 'b', '*'], ['a', 'b', '*', '**', '']),
    host: one(['', '', '', '', '*.example.com', ...HOSTS]),
    consumes: some([...TYPES, 'text/*', 'application/*+json'], 2),
    produces: some(TYPES, 2),
    identity: one([undefined, undefined, anyone]),
    version: one([undefined, undefined, '1', '2']),
  }
}

function fuzzRequest(): FuzzRequest {
  const roles = some(['admin', 'staff', 'owner'], 2)
  const scopes = some(['read', 'write'], 2)
  const identity: Identity = { type: 'jwt', claims: { roles }, scopes }
  return {
    method: one(['GET', 'GET', 'GET', 'POST', 'POST', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PURGE']),
    path: path(0, ['a', 'b', 'c', ''], ['a', 'b', 'c', '', '%2F', 'a%00', '..']),
    host: one(HOSTS),
    type: one([...TYPES, 'text/plain', 'application/b+json']),
    accept: some([...TYPES, 'text/*', 'application/*', '*/*'], 3).map((range) => [
      range,
      one([1, 1, 0.5, 0.25, 0]),
    ]),
    identity: one([undefined, identity, identity]),
    version: one([undefined, '1', '2', '3']),
  }
}

function optionsOf({ host, consumes, produces, identity, version }: FuzzRoute): RouteOptions {
  return {
    ...(host && { host }),
    ...(consumes.length > 0 && { consumes }),
    ...(produces.length > 0 && { produces }),
    ...(identity && { identity }),
    ...(version && { version }),
  }
}

function add(api: Router, route: FuzzRoute, name: string): void {
  const method = {
    GET: 'get',
    POST: 'post',
    PUT: 'put',
    PATCH: 'patch',
    DELETE: 'delete',
    '': 'all',
  } as const
  api[method[route.method as 'GET']](route.path, optionsOf(route), () => name)
}

/** As many routes as asked for, without those that collide. */
function tableOf(count: number): FuzzRoute[] {
  const api = router()
  const routes: FuzzRoute[] = []
  for (let tries = 0; routes.length < count && tries < 20 * count; tries++) {
    const route = fuzzRoute()
    try {
      add(api, route, '')
      routes.push(route)
    } catch (error) {
      if ((error as SampanError).code !== 'SAMPAN_ROUTE_TAKEN') throw error
    }
  }
  return routes
}

function written({ method, path, host, type, accept, identity, version }: FuzzRequest): Asked {
  const headers: { [name: string]: string } = { host, 'content-type': type }
  if (accept.length > 0) headers['accept'] = accept.map(([range, q]) => `${range};q=${q}`).join(', ')
  if (version) headers['accept-version'] = version
  return { method, path, headers, identity }
}

it('20,000 requests to 300 routes are answered as by a slow and simple matcher, in any order of the routes', async () => {
  const statuses = new Map<number, number>()
  const wrong: unknown[] = []
  for (let round = 0; round < 5; round++) {
    const routes = tableOf(300)
    expect(routes.length).toBe(300)
    const asks = [routes, routes.toReversed()].map((order) => {
      const api = router()
      for (const route of order) add(api, route, String(routes.indexOf(route)))
      return asker(api)
    })
    for (let nth = 0; nth < 4000; nth++) {
      const request = fuzzRequest()
      const [answer, reversed] = await Promise.all(asks.map((ask) => ask(written(request))))
      expect(reversed).toEqual(answer)
      const { status, body } = answer!
      const expected = reference(routes, request)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      const isRight =
        typeof expected === 'number'
          ? status === expected
          : status === 200 && (request.method === 'HEAD' || expected.includes(routes[Number(body)]!))
      if (!isRight) wrong.push([request, status, body, expected])
    }
  }
  expect(wrong).toEqual([])
  // Every answer there is was given, and often.
  expect([...statuses.keys()].sort((a, b) => a - b)).toEqual([200, 204, 401, 403, 404, 405, 406, 415])
  expect(Math.min(...statuses.values())).toBeGreaterThan(50)
}, 60_000)

it('20,000 requests of noise are answered, and none by an error of the function', async () => {
  const api = router()
  for (const [at, route] of tableOf(300).entries()) add(api, route, String(at))
  const ask = asker(api)
  const wrong: unknown[] = []
  const pieces = [
    ...'/,;=*"\\ \t.:%@?#q0+-[]{}()<>\u{e9}\u{d800}\0'.split(''),
    'a',
    'b',
    'text/csv',
    ';q=0.5',
    '*/*',
    '__proto__',
  ]
  const noise = (): string => Array.from({ length: below(12) }, () => one(pieces)).join('')
  for (let nth = 0; nth < 20_000; nth++) {
    const headers = {
      host: one(['api.example.com', noise()]),
      'content-type': noise(),
      accept: one([noise(), `text/csv, ${noise()}`]),
      'accept-version': noise(),
    }
    const asked = {
      method: one(['GET', 'POST', 'PUT', 'OPTIONS']),
      path: `/${one(['', 'a/', 'b/'])}${noise()}`,
    }
    const { status } = await ask({ ...asked, headers, identity: undefined })
    if (![200, 204, 401, 404, 405, 406, 415].includes(status)) wrong.push([status, asked, headers])
  }
  expect(wrong).toEqual([])
}, 60_000)
