import { type HttpEvent, type Identity, type Middleware, reply, use } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { caller } from '../../test/call.ts'
import { type Router, type RouteOptions, router } from './index.ts'

/** Signs in whoever says so, as an authentication middleware does. */
function signIn(trace: string[] = []): Middleware {
  return (event, _context, next) => {
    trace.push('sign in')
    const said = event.kind === 'http' ? event.headers.get('x-claims') : null
    const identity = said === null ? undefined : { type: 'test', claims: JSON.parse(said) as object }
    Object.defineProperty(event, 'identity', { value: identity, configurable: true })
    return next()
  }
}

const as = (claims: object): { headers: { 'x-claims': string } } => ({
  headers: { 'x-claims': JSON.stringify(claims) },
})

const traced =
  (trace: string[], name: string): Middleware =>
  (_event, _context, next) => {
    trace.push(name)
    return next()
  }

describe('identity', () => {
  it('is asked inside of the middleware of the router, which runs once', async () => {
    const trace: string[] = []
    const call = caller(
      router(use(signIn(trace)))
        .get('/x/:a', { identity: { roles: ['admin'] } }, ({ params }) => `admin ${params.a}`)
        .get('/x/:b', { identity: { authenticated: true } }, ({ params }) => `known ${params.b}`)
        .get('/x/:c', ({ params }) => `open ${params.c}`),
    )
    expect((await call('GET /x/1', as({ roles: ['admin'] }))).body).toBe('admin 1')
    expect((await call('GET /x/1', as({ roles: 'guest' }))).body).toBe('known 1')
    expect((await call('GET /x/1')).body).toBe('open 1')
    expect(trace.length).toBe(3)
  })

  it('is asked inside of a lone route’s own middleware', async () => {
    const options = { use: use(signIn()), identity: { authenticated: true } } as const
    const call = caller(router().get('/x', options, () => 'in'))
    expect((await call('GET /x', as({}))).body).toBe('in')
    expect((await call('GET /x')).status).toBe(401)
  })

  it('is asked inside of a route’s own middleware where no other has the version', async () => {
    const options = { use: use(signIn()), identity: { authenticated: true } } as const
    const call = caller(
      router()
        .get('/x', { ...options, version: '1' }, () => 'one')
        .get('/x', { version: '2', identity: { authenticated: true } }, () => 'two'),
    )
    const { headers } = as({})
    expect((await call('GET /x', { headers: { ...headers, 'accept-version': '1' } })).body).toBe('one')
    expect((await call('GET /x', { headers: { 'accept-version': '1' } })).status).toBe(401)
  })

  it('of routes of two routers is asked inside of what both share, and again inside of each one’s own', async () => {
    const admin = router(use(signIn())).get('/x', { identity: { roles: ['admin'] } }, () => 'admin')
    const call = caller(
      router(use(signIn()))
        .mount('/', admin)
        .mount(
          '/',
          router(
            use((event, _context, next) => {
              Object.defineProperty(event, 'identity', { value: undefined })
              return next()
            }),
          ).get('/x', { identity: { authenticated: true } }, () => 'never'),
        ),
    )
    expect((await call('GET /x', as({ roles: ['admin'] }))).body).toBe('admin')
    expect((await call('GET /x', as({}))).status).toBe(401)
    expect((await call('GET /x')).status).toBe(401)
  })

  it.each<[claims: object, status: number]>([
    [{ roles: ['admin'] }, 200],
    [{ roles: ['Admin'] }, 403],
    [{ roles: 'staff, admin' }, 200],
    [{ role: 'admin' }, 200],
    [{ groups: 'staff,admin' }, 200],
    [{ groups: 'not admin' }, 403],
    [{ groups: ['not admin'] }, 403],
    [{ 'cognito:groups': '[staff admin]' }, 200],
    [{ realm_access: { roles: ['admin'] } }, 200],
    [{ realm_access: null, roles: null, role: 7, groups: [7, null] }, 403],
    [{ scope: 'admin' }, 403],
    [{ admin: true }, 403],
  ])('roles are read from the claims %j: %i', async (claims, status) => {
    const call = caller(router(use(signIn())).get('/', { identity: { roles: ['admin'] } }, () => 'in'))
    expect((await call('GET /', as(claims))).status).toBe(status)
  })

  it.each<[claims: object, status: number]>([
    [{ scope: 'a b c' }, 200],
    [{ scp: ['b', 'a'] }, 200],
    [{ scope: 'a', scp: 'b' }, 200],
    [{ scope: 'a' }, 403],
    [{ scope: 'ab' }, 403],
  ])('scopes are read from the claims %j, and all are needed: %i', async (claims, status) => {
    const call = caller(router(use(signIn())).get('/', { identity: { scopes: ['a', 'b'] } }, () => 'in'))
    const answer = await call('GET /', as(claims))
    expect(answer.status).toBe(status)
    expect(answer.headers['www-authenticate']).toBe(
      status === 200 ? undefined : 'Bearer error="insufficient_scope", scope="a b"',
    )
  })

  it('a caller who lacks a role as well is not told of scopes', async () => {
    const identity = { roles: ['admin'], scopes: ['a'] }
    const { status, headers } = await caller(router(use(signIn())).get('/', { identity }, () => 'in'))(
      'GET /',
      as({}),
    )
    expect([status, headers['www-authenticate']]).toEqual([403, undefined])
  })

  it.each<[answer: unknown, status: number]>([
    [true, 200],
    [false, 403],
    [Promise.resolve(true), 403],
    ['yes', 403],
    [undefined, 403],
  ])('a function lets in by true alone, not by %j', async (answer, status) => {
    const identity = (() => answer) as () => boolean
    expect(
      (await caller(router(use(signIn())).get('/', { identity }, () => 'in'))('GET /', as({}))).status,
    ).toBe(status)
  })
})

describe('middleware', () => {
  it('of use() stands around what is declared after it, and around misses; a route’s own inside of it', async () => {
    const trace: string[] = []
    const call = caller(
      router(use(traced(trace, 'pipeline')))
        .get('/before', () => 'before')
        .use(traced(trace, 'used'))
        .get('/after', { use: use(traced(trace, 'own')) }, () => 'after'),
    )
    await call('GET /before')
    expect(trace.splice(0)).toEqual(['pipeline'])
    await call('GET /after')
    expect(trace.splice(0)).toEqual(['pipeline', 'used', 'own'])
    await call('GET /nothing')
    expect(trace.splice(0)).toEqual(['pipeline', 'used'])
  })

  it('stands around misses of content, as far as all routes share it', async () => {
    const trace: string[] = []
    const one = { use: use(traced(trace, 'one')), consumes: 'text/csv', produces: 'text/csv' }
    const other = { use: use(traced(trace, 'other')), consumes: 'text/html', produces: 'text/csv' }
    const api = router(use(traced(trace, 'router')))
    const call = caller(api.post('/', one, () => 'one').post('/', other, () => 'other'))
    expect((await call('POST /')).status).toBe(415)
    expect(trace.splice(0)).toEqual(['router'])
    const headers = { 'content-type': 'text/csv', accept: 'image/png' }
    expect((await call('POST /', { headers })).status).toBe(406)
    expect(trace.splice(0)).toEqual(['router', 'one'])
  })

  it('adds to the context of its own route', async () => {
    const options = { use: use((_event, _context, next) => next({ plan: 'free' })), version: '1' } as const
    const call = caller(router().get('/', options, (_event, { plan }) => plan))
    expect((await call('GET /', { headers: { 'accept-version': '1' } })).body).toBe('free')
  })
})

const sent = async (result: () => unknown, produces: RouteOptions['produces']): Promise<unknown> => {
  const { status, headers } = await caller(router().get('/', { produces: produces! }, result))('GET /')
  return [status, headers['content-type'], headers['vary']]
}

describe('what is sent', () => {
  it.each<[result: unknown, produces: string, type: string | undefined]>([
    ['text', 'text/csv', 'text/csv; charset=utf-8'],
    ['text', 'text/csv; charset=latin1', 'text/csv; charset=latin1'],
    ['<svg/>', 'image/svg+xml', 'image/svg+xml'],
    ['{}', 'application/json', 'application/json'],
    [new Uint8Array(1), 'image/png', 'image/png'],
    [{ a: 1 }, 'application/vnd.api+json', 'application/vnd.api+json'],
    [{ a: 1 }, 'text/csv', 'application/json'],
    [new Blob(['x'], { type: 'image/gif' }), 'image/png', 'image/gif'],
    [reply(200, 'x', { 'content-type': 'text/x' }), 'text/csv', 'text/x'],
    [new Response('x', { headers: { 'content-type': 'text/x' } }), 'text/csv', 'text/x'],
    [Promise.resolve('later'), 'text/css', 'text/css; charset=utf-8'],
  ])('%o of a route that produces %s', async (result, produces, type) => {
    expect(await sent(() => result, produces)).toEqual([200, type, 'Accept'])
  })

  it('nothing is 204, and Vary is added to what the handler says', async () => {
    expect(await sent(() => undefined, 'text/csv')).toEqual([204, undefined, 'Accept'])
    expect(await sent(() => reply(200, 'x', { vary: 'Origin' }), 'text/csv')).toEqual([
      200,
      'text/plain; charset=utf-8',
      'Origin, Accept',
    ])
    expect(await sent(() => reply(200, 'x', { vary: 'origin, accept' }), 'text/csv')).toMatchObject({
      2: 'origin, accept',
    })
    expect(await sent(() => reply(200, 'x', { vary: '*' }), 'text/csv')).toMatchObject({ 2: '*' })
  })
})

it('a miss of types or versions lists what there is', async () => {
  const call = caller(
    router(undefined, { versionHeader: 'X-Api' })
      .get('/types', { produces: ['text/html', 'text/csv'] }, () => '')
      .get('/versions', { version: '2' }, () => '')
      .get('/versions', { version: '1' }, () => ''),
  )
  expect(await call('GET /types', { headers: { accept: 'image/png' } })).toMatchObject({
    status: 406,
    json: { code: 'SAMPAN_NOT_PRODUCED', details: { produces: ['text/csv', 'text/html'] } },
  })
  expect(await call('GET /versions', { headers: { 'x-api': '3' } })).toMatchObject({
    status: 406,
    json: { code: 'SAMPAN_NO_VERSION', details: { versions: ['1', '2'] } },
  })
})

it('a route is told which type the caller gets', async () => {
  const call = caller(
    router().get(
      '/',
      { produces: ['text/csv', 'text/html'] },
      (event) => (event as unknown as { produces: string }).produces,
    ),
  )
  expect((await call('GET /', { headers: { accept: 'text/html' } })).body).toBe('text/html')
})

it('a router is what it was for events that tests make by hand', async () => {
  const api: Router = router().get('/', { identity: ({ id }) => id === 7 }, () => 'seven')
  const identity: Identity = { type: 'test', claims: { id: 7 } }
  const event = { method: 'GET', path: '/', identity, headers: new Headers() } as unknown as HttpEvent
  expect(await api(event, {} as never)).toBe('seven')
})
