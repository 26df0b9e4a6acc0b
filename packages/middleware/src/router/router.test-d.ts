import {
  type Context,
  http,
  type HttpEvent,
  type HttpHeaders,
  type Middleware,
  on,
  type Query,
  type Reply,
  reply,
  type Schema,
  use,
} from '@sampan/core'
import { expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { type RouteEvent, type RouterOptions, router } from './index.ts'
import type { RouteResult } from './types.ts'

const byId = ({ params }: { params: { id: string } }): string => params.id

const tenant: Middleware<{ tenant: string }> = (_event, _context, next) => next({ tenant: 'acme' })

const plan: Middleware<{ plan: 'free' | 'paid' }, { tenant: string }> = (_event, { tenant }, next) =>
  next({ plan: tenant === 'acme' ? 'paid' : 'free' })

test('params are typed from the text of the path', () => {
  router()
    .get('/users/:id', ({ params }) => {
      expectTypeOf(params).toEqualTypeOf<{ readonly id: string }>()
      // @ts-expect-error: the path has no such param
      return params.name
    })
    .get('/users/:id/posts/:post', ({ params }) => {
      expectTypeOf(params).toEqualTypeOf<{ readonly id: string; readonly post: string }>()
    })
    .get('/docs/:page?', ({ params }) => {
      expectTypeOf(params).toEqualTypeOf<{ readonly page?: string }>()
    })
    .get('/files/*/**:path', ({ params }) => {
      expectTypeOf(params).toEqualTypeOf<{ readonly path: string }>()
    })
    .get('/static/**', ({ params }) => {
      // @ts-expect-error: nothing is captured
      return params.path
    })
})

test('a handler that asks for a param which the path does not have is an error', () => {
  expectTypeOf(byId).parameter(0).toEqualTypeOf<{ params: { id: string } }>()
  router().get('/users/:id', byId)
  // @ts-expect-error: `id` is missing
  router().get('/users/:user', byId)
  // @ts-expect-error: `id` is missing
  router().get('/users', byId)
  // @ts-expect-error: `id` may be missing
  router().get('/users/:id?', byId)
})

test('a path that is not known to the compiler has params that may be missing', () => {
  const path: string = '/users/:id'
  router().get(path, ({ params }) => {
    expectTypeOf(params['id']).toEqualTypeOf<string | undefined>()
  })
})

test('what has a schema is typed by it, what has none as it is', () => {
  const params = z.object({ id: z.coerce.number() })
  const query = z.object({ tag: z.array(z.string()).default([]) })
  const body = z.object({ name: z.string().transform((name) => name.length) })
  router()
    .get('/users/:id', { params }, ({ params, query }) => {
      expectTypeOf(params).toEqualTypeOf<{ id: number }>()
      expectTypeOf(query).toEqualTypeOf<Query>()
    })
    .get('/users/:id', { query }, ({ params, query }) => {
      expectTypeOf(params).toEqualTypeOf<{ readonly id: string }>()
      expectTypeOf(query).toEqualTypeOf<{ tag: string[] }>()
    })
    .post('/users', { body }, ({ body }) => {
      expectTypeOf(body).toEqualTypeOf<{ name: number }>()
    })
    .put('/users/:id', { params, query, body }, ({ params, query, body }) => {
      expectTypeOf({ params, query, body }).toEqualTypeOf<{
        params: { id: number }
        query: { tag: string[] }
        body: { name: number }
      }>()
    })
    // @ts-expect-error: there is no body without a schema for it
    .post('/users/:id', { params }, ({ body }) => body)
    // @ts-expect-error: nor without options
    .post('/teams', ({ body }) => body)
})

test('any library of the standard will do', () => {
  const size = null as unknown as Schema<string, { readonly width: number }>
  router().post('/resize', { body: size }, ({ body }) => {
    expectTypeOf(body).toEqualTypeOf<{ readonly width: number }>()
  })
})

test('options are closed', () => {
  expectTypeOf<RouterOptions>().toEqualTypeOf<{ readonly versionHeader?: string }>()
  const params = z.object({ id: z.string() })
  // @ts-expect-error: misspelt
  router().get('/users/:id', { parms: params }, () => 'ok')
  // @ts-expect-error: misspelt beside another
  router().get('/users/:id', { params, qery: params }, () => 'ok')
  // @ts-expect-error: no schema
  router().get('/users/:id', { params: { id: 'number' } }, () => 'ok')
  router()
    .get(
      '/a',
      { identity: { roles: ['admin'] }, produces: ['text/csv'], version: '2', host: '*.a.org' },
      () => '',
    )
    .get('/b', { identity: ({ sub }, { type }) => sub === type }, () => '')
  // @ts-expect-error: a version is a text
  router().get('/a', { version: 2 }, () => 'ok')
  // @ts-expect-error: nobody is not a rule
  router().get('/a', { identity: { authenticated: false } }, () => 'ok')
  // @ts-expect-error: misspelt
  router(undefined, { versionHeaders: 'x-api' })
})

test('the context is what the middleware adds', () => {
  const api = router(use(tenant).use(plan))
  api
    .get('/a', (_event, context) => {
      expectTypeOf(context.tenant).toEqualTypeOf<string>()
      expectTypeOf(context.plan).toEqualTypeOf<'free' | 'paid'>()
      expectTypeOf(context.requestId).toEqualTypeOf<string>()
    })
    .post('/a', { body: z.string() }, ({ body }, { plan }) => {
      expectTypeOf(body).toEqualTypeOf<string>()
      expectTypeOf(plan).toEqualTypeOf<'free' | 'paid'>()
    })
  router().get('/a', (_event, context) => {
    expectTypeOf(context).toEqualTypeOf<Context>()
    // @ts-expect-error: no middleware adds it
    return context.tenant
  })
  // @ts-expect-error: the handler needs what no middleware adds
  router().get('/a', (_event, context: Context & { tenant: string }) => context.tenant)
})

test('use() adds to the context of the routes after it, a route’s own use to its own', () => {
  const api = router().get('/before', (_event, context) => {
    expectTypeOf(context).toEqualTypeOf<Context>()
  })
  api
    .use(tenant)
    .use((_event, { tenant }, next) => next({ upper: tenant.toUpperCase() }))
    .get('/after/:id', ({ params }, { tenant, upper }) => {
      expectTypeOf({ ...params, tenant, upper }).toEqualTypeOf<{
        id: string
        tenant: string
        upper: string
      }>()
    })
    .get('/own', { use: use(plan as Middleware<{ plan: 'free' | 'paid' }>) }, (_event, { tenant, plan }) => {
      expectTypeOf({ tenant, plan }).toEqualTypeOf<{ tenant: string; plan: 'free' | 'paid' }>()
    })
    // @ts-expect-error: only the route before has it
    .get('/next', (_event, { plan }) => plan)
  // @ts-expect-error: it needs what no middleware before it adds
  router().use(plan)
})

test('a handler is held to the schema of the response', () => {
  const response = z.object({ id: z.number() })
  expectTypeOf<RouteResult<{ response: typeof response }>>().toEqualTypeOf<
    { id: number } | Reply | Response
  >()
  router()
    .get('/a', { response }, () => ({ id: 1 }))
    .get('/b', { response }, async () => ({ id: 1 }))
    .get('/c', { response }, () => reply(404))
    // @ts-expect-error: an id is a number
    .get('/d', { response }, () => ({ id: '1' }))
    // @ts-expect-error: it has no id
    .get('/e', { response }, async () => ({}))
})

test('any does not leak', () => {
  router().post('/users/:id', { body: z.object({ id: z.string() }) }, (event, context) => {
    expectTypeOf(event).not.toBeAny()
    expectTypeOf(event.params).not.toBeAny()
    expectTypeOf(event.query).not.toBeAny()
    expectTypeOf(event.body).not.toBeAny()
    expectTypeOf(event.headers).toEqualTypeOf<HttpHeaders>()
    expectTypeOf(event.method).toEqualTypeOf<string>()
    expectTypeOf(context).not.toBeAny()
    // @ts-expect-error: an event has no such field
    return event.nothing
  })
  expectTypeOf<RouteEvent<'/a/:b', object>['params']>().toEqualTypeOf<{ readonly b: string }>()
})

test('a router is a handler of HTTP events, and routers mount whatever their context', () => {
  const inner = router(use((_event, _context, next) => next({ tenant: 'acme' }))).get('/a', () => 'ok')
  expectTypeOf(on(http(), router().mount('/inner', inner)).trigger.kind).toEqualTypeOf<'http'>()
  expectTypeOf(inner).parameter(0).toExtend<HttpEvent<any>>()
  // @ts-expect-error: not a router
  router().mount('/inner', { get: () => 'ok' })
})

test('a misspelt identity does not compile', () => {
  // @ts-expect-error role is no part of it
  router().get('/a', { identity: { authenticated: true, role: ['admin'] } }, () => 1)
  // @ts-expect-error nor is scope
  router().get('/a', { identity: { roles: ['admin'], scope: ['a'] } }, () => 1)
  const known = router()
    .get('/a', { identity: { roles: ['admin'], scopes: ['a'] } }, () => 1)
    .get('/b', { identity: (claims) => claims['sub'] === 'ann' }, () => 1)
  expectTypeOf(known).toHaveProperty('routes')
})
