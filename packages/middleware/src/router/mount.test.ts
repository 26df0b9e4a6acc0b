import { HttpError, use } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { caller } from '../../test/call.ts'
import { type Router, router } from './index.ts'

const users = (): Router =>
  router()
    .get('/', () => 'list')
    .post('/', () => 'create')
    .get('/:id', ({ params }) => `user ${params.id}`)
    .get('/:id/photo', ({ params }) => `photo ${params.id}`)

describe('mount', () => {
  it('puts the routes of a router under a prefix', async () => {
    const call = caller(
      router()
        .mount('/users', users())
        .get('/users/me', () => 'me')
        .get('/', () => 'root'),
    )
    expect((await call('GET /users')).body).toBe('list')
    expect((await call('POST /users')).body).toBe('create')
    expect((await call('GET /users/7')).body).toBe('user 7')
    expect((await call('GET /users/7/photo')).body).toBe('photo 7')
    expect((await call('GET /users/me')).body).toBe('me')
    expect((await call('GET /')).body).toBe('root')
    expect((await call('GET /users/')).status).toBe(404)
    expect((await call('GET /7')).status).toBe(404)
    expect((await call('PUT /users')).headers).toMatchObject({ allow: 'GET, HEAD, OPTIONS, POST' })
  })

  it.each(['/', '/api/', '/api', '/café'])('takes the prefix %s', async (prefix) => {
    const call = caller(router().mount(prefix, users()))
    const base = encodeURI(prefix.replace(/\/$/, ''))
    expect((await call(`GET ${base || '/'}`)).body).toBe('list')
    expect((await call(`GET ${base}/7`)).body).toBe('user 7')
  })

  it('of one router twice, and of routers in routers', async () => {
    const api = router().mount('/users', users()).mount('/staff', users())
    const call = caller(router().mount('/v1', api).mount('/v2', api))
    expect((await call('GET /v1/users')).body).toBe('list')
    expect((await call('GET /v2/staff/7/photo')).body).toBe('photo 7')
  })

  it('takes itself, once', async () => {
    const api = users()
    const call = caller(api.mount('/again', api))
    expect((await call('GET /again/7')).body).toBe('user 7')
    expect((await call('GET /again/again/7')).status).toBe(404)
  })

  it('takes the routes that are there by now', async () => {
    const other = router().get('/early', () => 'early')
    const call = caller(router().mount('/', other))
    other.get('/late', () => 'late')
    expect((await call('GET /early')).body).toBe('early')
    expect((await call('GET /late')).status).toBe(404)
  })

  it('hands the params of the prefix to the routes, in their order', async () => {
    const posts = router().get('/posts/:post/**:rest', ({ params }: { params: object }) => ({ ...params }))
    const call = caller(router().mount('/users/:user/*', posts))
    expect((await call('GET /users/7/x/posts/9/a/b')).json).toEqual({ user: '7', post: '9', rest: 'a/b' })
  })

  it('keeps an optional last segment', async () => {
    const call = caller(
      router().mount(
        '/docs',
        router().get('/:page?', ({ params }) => params.page ?? 'index'),
      ),
    )
    expect((await call('GET /docs')).body).toBe('index')
    expect((await call('GET /docs/intro')).body).toBe('intro')
  })

  it('keeps schemas', async () => {
    const params = z.object({ id: z.coerce.number().int(), tenant: z.string() })
    const inner = router().get('/:id', { params }, ({ params }) => params)
    const call = caller(router().mount('/:tenant', inner))
    expect((await call('GET /acme/7')).json).toEqual({ id: 7, tenant: 'acme' })
    expect((await call('GET /acme/x')).status).toBe(400)
  })
})

describe('the middleware of a mounted router', () => {
  it('stands around its routes, inside of the outer one', async () => {
    const trace: string[] = []
    const traced = (name: string): Router =>
      router(
        use((_event, _context, next) => {
          trace.push(name)
          return next()
        }),
      )
    const inner = traced('inner').get('/x', () => trace.push('handler'))
    const middle = traced('middle').mount('/m', inner)
    const call = caller(
      traced('outer')
        .mount('/a', middle)
        .get('/b', () => trace.push('other')),
    )
    await call('GET /a/m/x')
    expect(trace.splice(0)).toEqual(['outer', 'middle', 'inner', 'handler'])
    await call('GET /b')
    expect(trace.splice(0)).toEqual(['outer', 'other'])
    await call('GET /a/m/nothing')
    expect(trace.splice(0)).toEqual(['outer'])
  })

  it('guards them, and may add to their context', async () => {
    const admin = use((event, _context, next) => {
      if (event.kind !== 'http' || event.headers.get('x-role') !== 'admin')
        throw new HttpError(403, 'Admins only')
      return next({ role: 'admin' })
    })
    const call = caller(
      router()
        .mount(
          '/admin',
          router(admin).get('/stats', (_event, { role }) => role),
        )
        .get('/stats', () => 'public'),
    )
    expect((await call('GET /admin/stats')).status).toBe(403)
    expect((await call('GET /admin/stats', { headers: { 'x-role': 'admin' } })).body).toBe('admin')
    expect((await call('GET /stats')).body).toBe('public')
  })
})
