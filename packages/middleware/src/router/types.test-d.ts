import {
  type Context,
  HttpError,
  type HttpEvent,
  type Identity,
  type Middleware,
  reply,
  type Schema,
  use,
} from '@sampan/core'
import { expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import type { RouteEvent, RouteHandler, RouteOptions } from './types.ts'

/** How a router declares a route, without one. */
declare function route<const Path extends string, Options extends RouteOptions>(
  path: Path,
  options: Options,
  handler: RouteHandler<Path, Options, { tenant: string }>,
): void

const Item = z.object({ id: z.string(), price: z.coerce.number<string>() })
type Item = { id: string; price: number }

declare function createOne(item: Item): { id: string }
declare function importAll(body: ReadableStream | null): Promise<void>

const plan: Middleware<{ plan: 'free' | 'paid' }> = (_event, _context, next) => next({ plan: 'free' })

test('one path, told apart by content type and identity', () => {
  route('/items', { consumes: 'application/json', body: Item }, ({ body }) => createOne(body))
  route('/items', { consumes: 'application/x-ndjson' }, ({ request }) => {
    expectTypeOf(request).toEqualTypeOf<Request>()
    return importAll(request.body)
  })
  route('/reports', { identity: { roles: ['admin'] }, produces: 'text/csv' }, () => 'a,b')
  route('/reports', { produces: 'application/json' }, () => ({ total: 1 }))
})

test('a body of lines is an iterable', async () => {
  route('/a', { consumes: 'application/x-ndjson', body: Item }, async ({ body }) => {
    expectTypeOf(body).toEqualTypeOf<AsyncIterable<Item>>()
    for await (const item of body) expectTypeOf(item).toEqualTypeOf<Item>()
  })
  route('/a', { consumes: 'application/jsonl', body: Item }, ({ body }) => {
    expectTypeOf(body).toEqualTypeOf<AsyncIterable<Item>>()
    // @ts-expect-error: no item, but many
    return body.id
  })
  route('/a', { consumes: ['application/x-ndjson', 'application/jsonl'], body: Item }, ({ body }) => {
    expectTypeOf(body).toEqualTypeOf<AsyncIterable<Item>>()
  })
})

test('other bodies are values, and a route that takes both is given either', () => {
  route('/a', { body: Item }, ({ body }) => expectTypeOf(body).toEqualTypeOf<Item>())
  route('/a', { consumes: 'application/vnd.acme.v1+json', body: Item }, ({ body }) =>
    expectTypeOf(body).toEqualTypeOf<Item>(),
  )
  route('/a', { consumes: ['application/json', 'text/*'], body: Item }, ({ body }) =>
    expectTypeOf(body).toEqualTypeOf<Item>(),
  )
  route('/a', { consumes: 'image/png', body: z.instanceof(Uint8Array) }, ({ body }) =>
    expectTypeOf(body).toExtend<Uint8Array>(),
  )
  route('/a', { consumes: ['application/json', 'application/x-ndjson'], body: Item }, ({ body }) =>
    expectTypeOf(body).toEqualTypeOf<Item | AsyncIterable<Item>>(),
  )
  const consumes: string = 'application/json'
  route('/a', { consumes, body: Item }, ({ body }) =>
    expectTypeOf(body).toEqualTypeOf<Item | AsyncIterable<Item>>(),
  )
  // @ts-expect-error: there is no body without a schema for it
  route('/a', { consumes: 'application/json' }, ({ body }) => body)
})

test('headers are checked into `header`', () => {
  const headers = z.object({ 'x-tenant': z.string(), 'x-page': z.coerce.number().default(1) })
  route('/a/:id', { headers }, ({ header, headers, params }) => {
    expectTypeOf(header).toEqualTypeOf<{ 'x-tenant': string; 'x-page': number }>()
    expectTypeOf(headers).toEqualTypeOf<HttpEvent['headers']>()
    expectTypeOf(params).toEqualTypeOf<{ readonly id: string }>()
  })
  // @ts-expect-error: no schema
  route('/a', {}, ({ header }) => header)
})

test('the result is what the response schema takes', () => {
  const response = z.object({ id: z.string(), at: z.date().transform((at) => at.toISOString()) })
  route('/a', { response }, () => ({ id: 'a', at: new Date() }))
  route('/a', { response }, async () => ({ id: 'a', at: new Date() }))
  route('/a', { response }, () => reply(201, { id: 'a' }))
  route('/a', { response }, () => new Response('a'))
  route('/a', { response }, ({ method }) => {
    expectTypeOf(method).toEqualTypeOf<string>()
    if (method === 'GET') return { id: 'a', at: new Date() }
    throw new HttpError(404)
  })
  // @ts-expect-error: `at` is missing
  route('/a', { response }, () => ({ id: 'a' }))
  // @ts-expect-error: what the schema gives is not what it takes
  route('/a', { response }, async () => ({ id: 'a', at: '2026-01-01T00:00:00Z' }))
  // @ts-expect-error: a number is no text
  route('/a', { response }, () => ({ id: 7, at: new Date() }))
  // @ts-expect-error: nothing is no result
  route('/a', { response }, () => {})
  route('/a', { response: z.array(z.string()) }, () => ['a'])
  route('/a', { response: null as unknown as Schema<number, string> }, () => 7)
  // Without a schema: anything.
  route('/a', {}, () => Symbol('a'))
})

test('`use` adds to the context of the route', () => {
  route('/a', { use: use(plan) }, (_event, context) => {
    expectTypeOf(context.plan).toEqualTypeOf<'free' | 'paid'>()
    expectTypeOf(context.tenant).toEqualTypeOf<string>()
    expectTypeOf(context).toExtend<Context>()
  })
  // @ts-expect-error: no middleware adds it
  route('/a', {}, (_event, { plan }) => plan)
})

test('identity is a rule or a predicate over claims', () => {
  route('/a', { identity: { authenticated: true } }, () => 'ok')
  route('/a', { identity: { roles: ['admin'], scopes: ['a', 'b'] } }, () => 'ok')
  route(
    '/a',
    {
      identity: (claims, identity) => {
        expectTypeOf(claims).toEqualTypeOf<Identity['claims']>()
        expectTypeOf(identity).toEqualTypeOf<Identity>()
        return claims['plan'] === 'paid'
      },
    },
    () => 'ok',
  )
  // @ts-expect-error: `false` would be read as a rule
  route('/a', { identity: { authenticated: false } }, () => 'ok')
  // @ts-expect-error: a list
  route('/a', { identity: { roles: 'admin' } }, () => 'ok')
})

test('any does not leak', () => {
  type Event = RouteEvent<'/a/:b', { body: typeof Item; consumes: 'application/x-ndjson' }>
  expectTypeOf<Event>().not.toBeAny()
  expectTypeOf<Event['body']>().toEqualTypeOf<AsyncIterable<Item>>()
  expectTypeOf<Event['params']>().toEqualTypeOf<{ readonly b: string }>()
  expectTypeOf<RouteEvent<'/', { headers: typeof Item }>['header']>().toEqualTypeOf<Item>()
})
