import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call, captureLog } from '../test/plain.ts'
import { HttpError } from './errors.ts'
import { use } from './function.ts'
import type { Reply } from './http/plain.ts'
import { reply, setHeader, toReply } from './http/reply.ts'
import { http } from './http/trigger.ts'
import type { Middleware } from './middleware.ts'

let log: ReturnType<typeof captureLog>
let order: string[]

beforeEach(() => {
  log = captureLog()
  order = []
})
afterEach(() => {
  vi.restoreAllMocks()
})

const named =
  (name: string): Middleware =>
  async (_event, _context, next) => {
    order.push(`> ${name}`)
    const outcome = await next()
    order.push(`< ${name}`)
    return outcome
  }

describe('a pipeline', () => {
  it('runs the first layer outermost', async () => {
    const fn = use(named('a'))
      .use(named('b'))
      .use(named('c'))
      .on(http(), () => {
        order.push('handler')
        return 'done'
      })
    expect((await call(fn)).body).toBe('done')
    expect(order).toEqual(['> a', '> b', '> c', 'handler', '< c', '< b', '< a'])
  })

  it('is a value: one more layer makes another pipeline', async () => {
    const base = use(named('a'))
    const longer = base.use(named('b'))
    expect([base.layers.length, longer.layers.length]).toEqual([1, 2])
    await call(base.on(http(), () => 1))
    expect(order).toEqual(['> a', '< a'])
  })

  it('hands what a layer adds to those inside of it, and to the handler', async () => {
    const fn = use(async (_event, _context, next) => next({ tenant: 'acme' }))
      .use((_event, context, next) => next({ shop: `${context.tenant}-1` }))
      .on(http(), (_event, { tenant, shop }) => ({ tenant, shop }))
    expect(JSON.parse((await call(fn)).body)).toEqual({ tenant: 'acme', shop: 'acme-1' })
  })

  it('keeps what was added to one call out of the next', async () => {
    let first = true
    const fn = use((_event, _context, next) => (first ? next({ tenant: 'acme' }) : next())).on(
      http(),
      (_event, context) => Object.hasOwn(context, 'tenant'),
    )
    expect((await call(fn)).body).toBe('true')
    first = false
    expect((await call(fn)).body).toBe('false')
  })

  it('lets a layer answer early, and asks nobody inside', async () => {
    const inner = vi.fn<() => Reply>()
    const fn = use(named('a'))
      .use(() => reply(401, 'who?'))
      .use(inner)
      .on(http(), inner)
    expect(await call(fn)).toMatchObject({ status: 401, body: 'who?' })
    expect(inner).not.toHaveBeenCalled()
    expect(order).toEqual(['> a', '< a'])
  })

  it('lets a layer answer with a Response', async () => {
    const fn = use(async () => new Response('who?', { status: 401 })).on(http(), () => 'never')
    expect(await call(fn)).toMatchObject({ status: 401, body: 'who?' })
  })

  it('lets a layer change the answer', async () => {
    const fn = use(async (_event, _context, next) => {
      const answer = toReply(await next())
      setHeader(answer, 'x-layer', 'a')
      return answer
    }).on(http(), () => ({ id: 7 }))
    expect(await call(fn)).toMatchObject({
      status: 200,
      body: '{"id":7}',
      headers: { 'content-type': 'application/json', 'x-layer': 'a' },
    })
  })

  it('passes an error outwards, where a layer may catch it', async () => {
    const fn = use(async (_event, _context, next) => {
      try {
        return await next()
      } catch (error) {
        return reply(418, (error as Error).message)
      }
    })
      .use(named('b'))
      .on(http(), () => {
        throw new Error('no tea')
      })
    expect(await call(fn)).toMatchObject({ status: 418, body: 'no tea' })
    expect(order).toEqual(['> b'])
  })

  it('shows a layer the miss of a route, as any other error', async () => {
    const seen: unknown[] = []
    const fn = use(async (_event, _context, next) => {
      try {
        return await next()
      } catch (error) {
        seen.push(error)
        throw error
      }
    }).on(http('POST /items'), () => 'made')
    expect((await call(fn, { path: '/nothing', method: 'POST' })).status).toBe(404)
    expect((await call(fn, { path: '/items' })).status).toBe(405)
    expect(seen).toEqual([expect.any(HttpError), expect.any(HttpError)])
    expect((await call(fn, { path: '/items', method: 'POST' })).body).toBe('made')
  })

  it('lets a layer answer what no route takes', async () => {
    const fn = use((event, _context, next) =>
      event.kind === 'http' && event.method === 'OPTIONS' ? reply(204) : next(),
    ).on(http('POST /items'), () => 'made')
    expect((await call(fn, { path: '/items', method: 'OPTIONS' })).status).toBe(204)
  })

  it.each<[string, Middleware]>([
    ['one after the other', async (_event, _context, next) => (await next(), next())],
    ['at once', async (_event, _context, next) => (await Promise.all([next(), next()]))[0]],
    [
      'after a failure',
      async (_event, _context, next) => {
        try {
          return await next()
        } catch {
          return next()
        }
      },
    ],
  ])('refuses next() twice: %s', async (_, layer) => {
    const handler = vi.fn<() => never>(() => {
      throw new Error('down')
    })
    const quiet = vi.fn<() => string>(() => 'fine')
    const run = layer.toString().includes('catch') ? handler : quiet
    expect((await call(use(layer).on(http(), run))).status).toBe(500)
    expect(run).toHaveBeenCalledOnce()
    expect(log.lines[0]).toMatchObject({ error: { code: 'SAMPAN_NEXT_TWICE' } })
  })

  it('counts next() for each call on its own', async () => {
    const fn = use(named('a')).on(http(), () => 'done')
    await call(fn)
    expect((await call(fn)).status).toBe(200)
  })

  it('works without a promise anywhere', () => {
    const fn = use((_event, _context, next) => next()).on(http(), () => 'at once')
    expect(fn.run({ method: 'GET' }, {} as never)).toBe('at once')
  })
})
