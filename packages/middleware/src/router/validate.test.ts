import type { Context, HttpEvent, Schema, SchemaIssue } from '@sampan/core'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as z from 'zod'
import { caller } from '../../test/call.ts'
import { router } from './index.ts'

type Verdict<Out> = { value: Out } | { issues: readonly SchemaIssue[] }

/** A Standard Schema written by hand: nothing but the interface. */
function schema<Out>(validate: (value: any) => Verdict<Out> | Promise<Verdict<Out>>): Schema<unknown, Out> {
  return { '~standard': { version: 1, vendor: 'by-hand', validate } }
}

const soon = <Out>(verdict: (value: any) => Verdict<Out>): Schema<unknown, Out> =>
  schema(async (value) => {
    await Promise.resolve()
    return verdict(value)
  })

function fail(): never {
  throw new Error('broken schema')
}

const json = (body: unknown): { headers: { 'content-type': string }; body: string } => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

describe('with zod', () => {
  const call = caller(
    router()
      .get('/users/:id', { params: z.object({ id: z.coerce.number().int() }) }, ({ params }) => ({
        id: params.id,
        isNumber: typeof params.id === 'number',
      }))
      .get(
        '/users',
        { query: z.object({ tag: z.array(z.string()).optional(), limit: z.coerce.number().default(20) }) },
        ({ query }) => query,
      )
      .get('/any', { query: z.record(z.string(), z.string()) }, ({ query }) => query)
      .post('/users', { body: z.object({ name: z.string().trim().min(1) }) }, ({ body }) => body)
      .post(
        '/slow',
        { body: z.object({ name: z.string().refine(async (name) => name !== 'taken', 'is taken') }) },
        ({ body }) => body,
      )
      .put(
        '/users/:id',
        {
          params: z.object({ id: z.coerce.number().int() }),
          query: z.object({ dry: z.enum(['yes', 'no']) }),
          body: z.object({ items: z.array(z.object({ id: z.string() })) }),
        },
        ({ params, query, body }) => ({ ...params, ...query, ...body }),
      ),
  )

  it('the handler is given what the schemas make of the request', async () => {
    expect((await call('GET /users/7')).json).toEqual({ id: 7, isNumber: true })
    expect((await call('GET /users?tag=a&tag=b&other=1')).json).toEqual({ tag: ['a', 'b'], limit: 20 })
    expect((await call('GET /any?a=1&b=2')).json).toEqual({ a: '1', b: '2' })
    expect((await call('POST /users', json({ name: ' Ann ', admin: true }))).json).toEqual({ name: 'Ann' })
    expect((await call('PUT /users/7?dry=yes', json({ items: [{ id: 'a' }] }))).json).toEqual({
      id: 7,
      dry: 'yes',
      items: [{ id: 'a' }],
    })
  })

  it('400 lists the issues of params and query together, and the body is not read', async () => {
    const onRead = vi.fn<() => void>()
    expect(await call('PUT /users/x?dry=maybe', { ...json({}), onRead })).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/problem+json' },
      json: {
        detail: 'The request is not valid',
        code: 'SAMPAN_INVALID',
        details: [
          { in: 'params', path: 'id', message: expect.any(String) },
          { in: 'query', path: 'dry', message: expect.any(String) },
        ],
      },
    })
    expect(onRead).not.toHaveBeenCalled()
  })

  it('400 lists every issue of the body', async () => {
    const body = { items: [{ id: 1 }, { id: 'b' }, {}] }
    expect((await call('PUT /users/7?dry=no', json(body))).json.details).toEqual([
      { in: 'body', path: 'items.0.id', message: expect.any(String) },
      { in: 'body', path: 'items.2.id', message: expect.any(String) },
    ])
  })

  it('waits for refinements that are asynchronous', async () => {
    expect((await call('POST /slow', json({ name: 'free' }))).json).toEqual({ name: 'free' })
    expect((await call('POST /slow', json({ name: 'taken' }))).json.details).toEqual([
      { in: 'body', path: 'name', message: 'is taken' },
    ])
  })
})

describe('with a schema written by hand', () => {
  const upper = schema((params: { id: string }) => ({ value: params.id.toUpperCase() }))
  const never = schema(() => ({ issues: [{ message: 'Never' }] }))

  it('transforms, synchronously or not', async () => {
    const call = caller(
      router()
        .get('/now/:id', { params: upper }, ({ params }) => params)
        .get('/soon/:id', { params: soon((params) => ({ value: [params.id] })) }, ({ params }) => params)
        .post('/body', { body: soon((value) => ({ value: { got: value } })) }, ({ body }) => body),
    )
    expect((await call('GET /now/abc')).body).toBe('ABC')
    expect((await call('GET /soon/abc')).json).toEqual(['abc'])
    expect((await call('POST /body', json(1))).json).toEqual({ got: 1 })
  })

  it.each(['now', 'soon'])('paths of issues are keys, or objects with a key (%s)', async (when) => {
    const issues: SchemaIssue[] = [
      { message: 'whole' },
      { message: 'keys', path: ['items', 0, 'id'] },
      { message: 'objects', path: [{ key: 'items' }, { key: 1 }, 'id'] },
      { message: 'symbol', path: [Symbol('secret')] },
    ]
    const refuse = when === 'now' ? schema(() => ({ issues })) : soon(() => ({ issues }))
    const call = caller(router().post('/', { query: refuse }, () => 'never'))
    expect(await call('POST /')).toMatchObject({
      status: 400,
      json: {
        details: [
          { in: 'query', path: '', message: 'whole' },
          { in: 'query', path: 'items.0.id', message: 'keys' },
          { in: 'query', path: 'items.1.id', message: 'objects' },
          { in: 'query', path: 'Symbol(secret)', message: 'symbol' },
        ],
      },
    })
  })

  it('a list without an issue refuses as well', async () => {
    const call = caller(router().get('/', { query: schema(() => ({ issues: [] })) }, () => 'never'))
    expect(await call('GET /')).toMatchObject({ status: 400, json: { details: [] } })
  })

  it.each([
    [never, soon(() => ({ issues: [{ message: 'Later' }] })), ['Never', 'Later']],
    [soon(() => ({ issues: [{ message: 'Later' }] })), never, ['Later', 'Never']],
    [soon(() => ({ value: 1 })), never, ['Never']],
  ])('collects what is refused now and later', async (params, query, messages) => {
    const onRead = vi.fn<() => void>()
    const handler = vi.fn<() => void>()
    const call = caller(router().post('/:id', { params, query, body: never }, handler))
    const { status, json } = await call('POST /7', { onRead })
    expect(status).toBe(400)
    expect(json.details.map(({ message }: SchemaIssue) => message)).toEqual(messages)
    expect(onRead).not.toHaveBeenCalled()
    expect(handler).not.toHaveBeenCalled()
  })

  it('reads the body after an asynchronous schema, too', async () => {
    const later = soon((query) => ({ value: query.q as string }))
    const call = caller(
      router().post('/', { query: later, body: schema((value) => ({ value })) }, ({ query, body }) => [
        query,
        body,
      ]),
    )
    expect((await call('POST /?q=a', json('b'))).json).toEqual(['a', 'b'])
  })

  it('a schema that throws or rejects is an error of the function, not of the request', async () => {
    const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    onTestFinished(() => log.mockRestore())
    const broken = schema(fail)
    const call = caller(
      router()
        .get('/now', { query: broken }, () => 'never')
        .get('/soon/:x', { params: soon(fail), query: soon(fail) }, () => 'never'),
    )
    expect((await call('GET /now')).status).toBe(500)
    expect((await call('GET /soon/7')).status).toBe(500)
  })
})

const event = (): HttpEvent => ({ method: 'GET', path: '/7', params: {}, query: {} }) as unknown as HttpEvent

describe('promises', () => {
  const context = {} as Context
  const asIs = schema((value) => ({ value }))

  it('there is none where no schema gives one and no body is asked for', () => {
    const api = router()
      .get('/:id', { params: asIs, query: asIs }, ({ params }) => params)
      .post('/:id', {}, () => 'plain')
    expect(api(event(), context)).toEqual({ id: '7' })
    expect(api({ ...event(), method: 'POST' } as HttpEvent, context)).toBe('plain')
  })

  it('parts without a schema are not touched', () => {
    const untouched = event()
    Object.defineProperty(untouched, 'query', { get: () => expect.fail('The query was read') })
    expect(router().get('/:id', { params: asIs }, () => 'ok')(untouched, context)).toBe('ok')
  })
})
