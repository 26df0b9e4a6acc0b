import { http, HttpError, type HttpEvent, on, reply, toFetch, use } from '@sampan/core'
import { lambda } from '@sampan/aws'
import * as fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { caller } from '../../test/call.ts'
import { type Router, router } from './index.ts'

const params = ({ params }: { params: unknown }): unknown => ({ ...(params as object) })

describe('methods', () => {
  const call = caller(
    router()
      .get('/thing', () => 'get')
      .post('/thing', () => 'post')
      .put('/thing', () => 'put')
      .patch('/thing', () => 'patch')
      .delete('/thing', () => 'delete')
      .get('/read', () => reply(200, 'text', { etag: '"1"' }))
      .post('/write', () => 'written')
      .all('/any', ({ method }) => `any ${method}`)
      .get('/mixed', () => 'get')
      .all('/mixed', ({ method }) => `all ${method}`),
  )

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('%s has its own handler', async (method) => {
    expect(await call(`${method} /thing`)).toMatchObject({ status: 200, body: method.toLowerCase() })
  })

  it('HEAD is answered by GET, without the body', async () => {
    expect(await call('HEAD /read')).toMatchObject({ status: 200, headers: { etag: '"1"' }, body: '' })
  })

  it.each(['GET', 'PROPFIND', 'OPTIONS', 'HEAD'])('`all` answers %s', async (method) => {
    expect(await call(`${method} /any`)).toMatchObject({
      status: 200,
      body: method === 'HEAD' ? '' : `any ${method}`,
    })
  })

  it('`all` leaves a method to the route that has it', async () => {
    expect((await call('GET /mixed')).body).toBe('get')
    expect((await call('POST /mixed')).body).toBe('all POST')
  })

  it('HEAD goes to GET before `all`', async () => {
    const seen = vi.fn<() => void>()
    const call = caller(
      router()
        .all('/x', () => 'all')
        .get('/x', () => seen()),
    )
    await call('HEAD /x')
    expect(seen).toHaveBeenCalledOnce()
  })

  it('OPTIONS is answered by what the path allows', async () => {
    expect(await call('OPTIONS /thing')).toMatchObject({
      status: 204,
      headers: { allow: 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT' },
      body: '',
    })
    expect((await call('OPTIONS /write')).headers).toEqual({ allow: 'OPTIONS, POST' })
  })

  it('a method that the path does not know is 405, with Allow', async () => {
    expect(await call('DELETE /read')).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD, OPTIONS' },
      json: { status: 405, title: 'Method Not Allowed', detail: 'DELETE is not served here' },
    })
    expect((await call('HEAD /write')).status).toBe(405)
    expect((await call('get /read')).status).toBe(405)
  })

  it.each(['GET', 'OPTIONS', 'HEAD'])('a path that nothing serves is 404 to %s', async (method) => {
    const json = method === 'HEAD' ? undefined : { status: 404, detail: 'Nothing is served at /nothing' }
    expect(await call(`${method} /nothing`)).toMatchObject({ status: 404, json })
  })
})

describe('a method on a more specific path', () => {
  const call = caller(
    router()
      .get('/files/special', () => 'special')
      .delete('/files/:name', ({ params }) => `deleted ${params.name}`)
      .all('/files/**:path', ({ params }) => `all ${params.path}`)
      .get('/docs/:page', () => 'page')
      .post('/docs/**', () => 'posted'),
  )

  it('does not hide another of a less specific one', async () => {
    expect((await call('GET /files/special')).body).toBe('special')
    expect((await call('DELETE /files/special')).body).toBe('deleted special')
    expect((await call('PUT /files/special')).body).toBe('all special')
  })

  it('shares one Allow with it', async () => {
    expect((await call('PUT /docs/intro')).headers).toMatchObject({ allow: 'GET, HEAD, OPTIONS, POST' })
    expect((await call('PUT /docs/intro/more')).headers).toMatchObject({ allow: 'OPTIONS, POST' })
  })
})

describe('paths', () => {
  it('the most specific route answers, whatever the order of declaration', async () => {
    const paths = ['/users/me', '/users/:id', '/users/**', '/:kind/me', '/:kind/:id', '/**'] as const
    for (const order of [paths, paths.toReversed()]) {
      const all = router()
      for (const path of order) all.get(path, () => path)
      const call = caller(all)
      expect((await call('GET /users/me')).body).toBe('/users/me')
      expect((await call('GET /users/7')).body).toBe('/users/:id')
      expect((await call('GET /users/7/photo')).body).toBe('/users/**')
      expect((await call('GET /teams/me')).body).toBe('/:kind/me')
      expect((await call('GET /teams/7')).body).toBe('/:kind/:id')
      expect((await call('GET /teams/7/photo')).body).toBe('/**')
      expect((await call('GET /')).body).toBe('/**')
    }
  })

  it.each<[route: string, target: string, params: object | undefined]>([
    ['/', 'GET /', {}],
    ['/', 'GET //', undefined],
    ['/users/:id', 'GET /users/7', { id: '7' }],
    ['/users/:id', 'GET /users/7/', undefined],
    ['/users/:id/', 'GET /users/7/', { id: '7' }],
    ['/users/:id', 'GET /users/', undefined],
    ['/users/:id?', 'GET /users', {}],
    ['/users/:id?', 'GET /users/7', { id: '7' }],
    ['/users/:id?', 'GET /users/', undefined],
    ['/users/:id?', 'GET /users/7/8', undefined],
    ['/:page?', 'GET /', {}],
    ['/:page?', 'GET /intro', { page: 'intro' }],
    ['/a/*/c', 'GET /a/b/c', {}],
    ['/a/*/c', 'GET /a//c', undefined],
    ['/a/*/:x', 'GET /a/b/c', { x: 'c' }],
    ['/a/**', 'GET /a', {}],
    ['/a/**', 'GET /a/b/c', {}],
    ['/:x/**:rest', 'GET /a', { x: 'a', rest: '' }],
    ['/:x/**:rest', 'GET /a/b//c/', { x: 'a', rest: 'b//c/' }],
    ['/café', 'GET /caf%C3%A9', {}],
    ['/café/:x?', 'GET /caf%C3%A9/noir', { x: 'noir' }],
    ['/caf%C3%A9', 'GET /caf%C3%A9', {}],
    ['/a[b]"c"', 'GET /a%5Bb%5D%22c%22', {}],
    ['/100%', 'GET /100%', {}],
    ['/v1.0/a:b', 'GET /v1.0/a:b', {}],
    ['/v1.0/a:b', 'GET /v1x0/a:b', undefined],
  ])('%s, %s: %j', async (route, target, expected) => {
    const answer = await caller(router().get(route, params))(target)
    expect(answer).toMatchObject(expected ? { status: 200, json: expected } : { status: 404 })
  })

  it.each([
    ['a%2Fb', 'a/b'],
    ['%C3%A9', 'é'],
    ['100%25', '100%'],
    ['%2525', '%25'],
    ['%zz', '%zz'],
    ['%', '%'],
    ['%ff', '%FF'],
    ['a+b', 'a+b'],
    ['__proto__', '__proto__'],
  ])('the param %s is %s: decoded once, malformed passed on', async (sent, value) => {
    const call = caller(router().get('/:first/x/**:rest', params))
    expect((await call(`GET /${sent}/x/y/${sent}`)).json).toEqual({ first: value, rest: `y/${value}` })
  })

  it('params have no prototype, so that any name is their own', async () => {
    const call = caller(
      router().get('/:__proto__/:constructor', ({ params }: { params: object }) => ({
        names: Object.keys(params),
        inherited: 'toString' in params,
      })),
    )
    expect((await call('GET /a/b')).json).toEqual({ names: ['__proto__', 'constructor'], inherited: false })
  })

  it('answers one route as `http(route)` does', async () => {
    const segment = fc.constantFrom('a', 'b', '', ':x', ':y', '*', 'é', '%2F')
    const last = fc.constantFrom('', '/', '/:last?', '/**', '/**:rest', '/c')
    const route = fc
      .tuple(fc.uniqueArray(segment, { minLength: 1, maxLength: 3 }), last)
      .map(([segments, last]) => `/${segments.join('/')}${last}`)
    const path = fc
      .array(fc.constantFrom('a', 'b', '', 'c', '%2F', '%C3%A9', '%zz'), { minLength: 1, maxLength: 4 })
      .map((parts) => `/${parts.join('/')}`)
    await fc.assert(
      fc.asyncProperty(route, path, async (route, path) => {
        const fetch = toFetch(on(http(route), params))
        const single = await fetch(new Request(`http://localhost${path}`))
        const { status, body } = await caller(router().all(route, params))(`GET ${path}`)
        expect({ status, body: status === 404 ? '' : body }).toEqual({
          status: single.status,
          body: status === 404 ? '' : await single.text(),
        })
      }),
      { numRuns: 500 },
    )
  })

  it('starts after the base path that the gateway puts in front', async () => {
    const api = router()
      .get('/', () => 'root')
      .get('/users/:id', ({ params }) => params.id)
    const call = caller(api, { basePath: '/shop' })
    expect((await call('GET /shop')).body).toBe('root')
    expect((await call('GET /shop/users/7')).body).toBe('7')
    expect((await call('GET /users/7')).body).toBe('7')
    expect((await call('GET /shopping/users/7')).status).toBe(404)
    const native = {
      version: '2.0',
      rawPath: '/live/shop/users/7',
      rawQueryString: '',
      headers: {},
      requestContext: { http: { method: 'GET', sourceIp: '192.0.2.1' }, stage: 'live' },
      isBase64Encoded: false,
    }
    const handler = lambda(on(http(), api), { basePath: '/shop' })
    expect(await handler(native)).toMatchObject({ statusCode: 200, body: '7' })
  })
})

/** Two layers that tell when they run, and what the second is given by the first. */
function traced(): { trace: string[]; api: Router<{ tenant: string }> } {
  const trace: string[] = []
  const api = router(
    use(async (event, _context, next) => {
      trace.push(`in ${JSON.stringify((event as HttpEvent).params)}`)
      try {
        return await next({ tenant: 'acme' })
      } catch (error) {
        trace.push(`${(error as HttpError).status}`)
        throw error
      } finally {
        trace.push('out')
      }
    }).use((_event, { tenant }, next) => {
      trace.push(tenant)
      return next()
    }),
  )
  return { trace, api }
}

describe('middleware', () => {
  it('stands around the handler, and sees the params before it runs', async () => {
    const { trace, api } = traced()
    const call = caller(api.get('/users/:id', (_event, { tenant }) => `handled for ${tenant}`))
    expect((await call('GET /users/7')).body).toBe('handled for acme')
    expect(trace).toEqual(['in {"id":"7"}', 'acme', 'out'])
  })

  it('stands around misses', async () => {
    const { trace, api } = traced()
    const call = caller(api.get('/users/:id', () => 'handled'))
    expect((await call('GET /nothing')).status).toBe(404)
    expect((await call('PUT /users/7')).status).toBe(405)
    expect((await call('OPTIONS /users/7')).status).toBe(204)
    expect(trace).toEqual([
      'in {}',
      'acme',
      '404',
      'out',
      'in {}',
      'acme',
      '405',
      'out',
      'in {}',
      'acme',
      'out',
    ])
  })

  it('may answer in place of the handler, or of a miss', async () => {
    const handler = vi.fn<() => void>()
    const call = caller(router(use(() => reply(503, 'closed'))).get('/users/:id', handler))
    expect(await call('GET /users/7')).toMatchObject({ status: 503, body: 'closed' })
    expect(await call('GET /nothing')).toMatchObject({ status: 503, body: 'closed' })
    expect(handler).not.toHaveBeenCalled()
  })
})

async function* chunks(): AsyncIterable<string> {
  yield 'one,'
  yield 'two'
}

describe('what a handler returns', () => {
  it.each<[name: string, result: () => unknown, expected: object]>([
    ['an object', () => ({ id: 7 }), { status: 200, json: { id: 7 } }],
    ['a promise', () => Promise.resolve([1, 2]), { status: 200, json: [1, 2] }],
    ['a string', () => 'hello', { status: 200, body: 'hello' }],
    ['null', () => null, { status: 200, json: null }],
    ['nothing', () => {}, { status: 204, body: '' }],
    [
      'a reply',
      () => reply(201, { id: 7 }, { location: '/7' }),
      { status: 201, headers: { location: '/7' } },
    ],
    ['a Response', () => new Response('teapot', { status: 418 }), { status: 418, body: 'teapot' }],
    ['bytes', () => new Uint8Array([104, 105]), { status: 200, body: 'hi' }],
    ['a stream', chunks, { status: 200, body: 'one,two' }],
  ])('%s', async (_name, result, expected) => {
    expect(await caller(router().get('/', result))('GET /')).toMatchObject(expected)
  })

  it('or throws: an HttpError is its answer, anything else tells the caller nothing', async () => {
    const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    onTestFinished(() => log.mockRestore())
    const call = caller(
      router()
        .get('/gone', () => {
          throw new HttpError(410, 'It is gone')
        })
        .get('/broken', () => Promise.reject(new Error('secret'))),
    )
    expect(await call('GET /gone')).toMatchObject({ status: 410, json: { detail: 'It is gone' } })
    const broken = await call('GET /broken')
    expect(broken).toMatchObject({ status: 500, json: { requestId: 'r-1' } })
    expect(broken.body).not.toContain('secret')
    expect(log.mock.lastCall?.[0]).toContain('secret')
  })
})

it('keeps calls apart that run at once', async () => {
  const gates = new Map<string, () => void>()
  const call = caller(
    router(
      use((event, _context, next) => next({ from: String(event.kind === 'http' && event.params.id) })),
    ).get('/users/:id', async ({ params, query }, { from }) => {
      await new Promise<void>((open) => gates.set(params.id, open))
      return `${params.id} ${String(query['q'])} ${from}`
    }),
  )
  const one = call('GET /users/1?q=a')
  const two = call('GET /users/2?q=b')
  await vi.waitFor(() => expect(gates.size).toBe(2))
  gates.get('2')!()
  expect((await two).body).toBe('2 b 2')
  gates.get('1')!()
  expect((await one).body).toBe('1 a 1')
})
