import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call, captureLog, chunks } from '../../test/plain.ts'
import { currentContext } from '../current.ts'
import { on } from '../function.ts'
import { fromFetch, toFetch } from './fetch.ts'
import { reply } from './reply.ts'
import { http } from './trigger.ts'

let log: ReturnType<typeof captureLog>

beforeEach(() => {
  log = captureLog()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const at = (path: string, init?: RequestInit): Request =>
  new Request(`http://api.example.com:8080${path}`, init)

describe('fromFetch', () => {
  it('runs a fetch function as a handler', async () => {
    const fn = on(
      http(),
      fromFetch(
        async (request) =>
          new Response(`${request.method} ${new URL(request.url).pathname}`, { status: 201 }),
      ),
    )
    expect(await call(fn, { path: '/a', method: 'PUT' })).toMatchObject({ status: 201, body: 'PUT /a' })
  })

  it('runs an app, as its own method', async () => {
    const app = {
      name: 'app',
      fetch() {
        return new Response(this.name)
      },
    }
    expect((await call(on(http(), fromFetch(app)))).body).toBe('app')
  })

  it('hands the app event and context, and lets it go on working', async () => {
    const work = vi.fn<() => void>()
    const fn = on(
      http(),
      fromFetch((_request, env, execution) => {
        execution.passThroughOnException()
        execution.waitUntil(Promise.resolve().then(work))
        return Response.json([env.event.path, env.context.requestId, execution.props])
      }),
    )
    expect((await call(fn, { path: '/a' }, { requestId: 'r-1' })).body).toBe('["/a","r-1",{}]')
    expect(work).toHaveBeenCalledOnce()
  })
})

describe('toFetch', () => {
  it('shows the request to the function', async () => {
    const fetch = toFetch(
      on(http(), async (event, context) => ({
        method: event.method,
        path: event.path,
        search: event.search,
        query: event.query,
        url: event.url,
        tag: event.headers.get('x-tag'),
        cookies: event.cookies,
        body: await event.text(),
        ip: event.client.ip ?? null,
        requestId: context.requestId,
        provider: context.provider,
        rest: [
          context.functionName,
          context.functionVersion,
          context.region,
          context.memoryMb,
          context.credentials,
        ],
        left: context.remainingMs() === Infinity,
      })),
    )
    const response = await fetch(
      at('/a%20b/{x}?c=1&c=2', {
        method: 'POST',
        headers: { 'x-tag': 'a, b', cookie: 'sid=7', 'x-request-id': 'r-1' },
        body: 'Grüße',
      }),
    )
    expect(await response.json()).toEqual({
      method: 'POST',
      path: '/a%20b/%7Bx%7D',
      search: 'c=1&c=2',
      query: { c: ['1', '2'] },
      url: 'http://api.example.com:8080/a%20b/%7Bx%7D?c=1&c=2',
      tag: 'a, b',
      cookies: { sid: '7' },
      body: 'Grüße',
      ip: null,
      requestId: 'r-1',
      provider: 'node',
      rest: ['', '', '', null, null],
      left: true,
    })
  })

  it('knows https', async () => {
    const fetch = toFetch(on(http(), ({ url }) => url))
    expect(await (await fetch(new Request('https://example.com/'))).text()).toBe('https://example.com/')
  })

  it.each<[string, () => unknown, string, string | null]>([
    ['text', () => 'Grüße', 'Grüße', 'text/plain; charset=utf-8'],
    ['bytes', () => Buffer.from('Grüße'), 'Grüße', 'application/octet-stream'],
    ['nothing', () => reply(200), '', null],
    ['chunks', () => chunks('Grü', Buffer.from('ße')), 'Grüße', 'application/octet-stream'],
    ['a Blob', () => new Blob(['a'], { type: 'a/b' }), 'a', 'a/b'],
    ['a Response', () => new Response('a', { headers: { 'content-type': 'a/b' } }), 'a', 'a/b'],
  ])('gives %s', async (_, handler, body, type) => {
    const response = await toFetch(on(http(), handler))(at('/'))
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([
      200,
      body,
      type,
    ])
  })

  it('gives status, headers and cookies', async () => {
    const fn = on(http(), () => reply(201, 'a', { location: '/a', 'set-cookie': ['a=1', 'b=2'] }))
    const response = await toFetch(fn)(at('/'))
    expect([response.status, response.headers.get('location'), response.headers.getSetCookie()]).toEqual([
      201,
      '/a',
      ['a=1', 'b=2'],
    ])
  })

  it('gives no body where there is none', async () => {
    const fetch = toFetch(on(http(), ({ method }) => (method === 'HEAD' ? chunks('a') : undefined)))
    expect([(await fetch(at('/'))).status, (await fetch(at('/'))).body]).toEqual([204, null])
    expect((await fetch(at('/', { method: 'HEAD' }))).body).toBeNull()
  })

  it('answers errors', async () => {
    const fetch = toFetch(on(http('GET /a'), () => Promise.reject(new Error('down'))))
    expect([(await fetch(at('/b'))).status, (await fetch(at('/a'))).status]).toEqual([404, 500])
    expect(log.lines[0]).toMatchObject({ error: { message: 'down' } })
  })

  it('takes several functions', async () => {
    const fetch = toFetch(
      on(http('GET /a'), () => 'a'),
      on(http('GET /b'), () => 'b'),
    )
    expect(await (await fetch(at('/b'))).text()).toBe('b')
  })

  it('checks them where it is called', () => {
    expect(() => toFetch()).toThrow(expect.objectContaining({ code: 'SAMPAN_BAD_FUNCTION' }) as Error)
    expect(() => toFetch({} as never)).toThrow(
      expect.objectContaining({ code: 'SAMPAN_BAD_FUNCTION' }) as Error,
    )
  })

  it('rejects where there can be no answer', async () => {
    const fetch = toFetch(on(http(), () => 'a'))
    await expect(fetch(undefined as unknown as Request)).rejects.toThrow(TypeError)
  })

  it('sends chunks as they come, and asks for no more than is read', async () => {
    const body = chunks(...Array.from({ length: 50 }, (_, n) => `${n} `))
    const response = await toFetch(on(http(), () => body))(at('/'))
    const reader = response.body!.getReader()
    const { value } = await reader.read()
    expect(Buffer.from(value ?? '').toString()).toBe('0 ')
    await new Promise(setImmediate)
    expect(body.taken).toBeLessThan(5)
    await reader.cancel()
    await new Promise(setImmediate)
    expect(body.closed).toBe(true)
    expect(body.taken).toBeLessThan(6)
  })

  it('breaks the transfer where the production breaks', async () => {
    const fn = on(http(), async function* () {
      yield 'a'
      throw new Error('disk gone')
    })
    await expect((await toFetch(fn)(at('/'))).text()).rejects.toThrow('disk gone')
  })

  it('keeps the call current while the body streams', async () => {
    const fn = on(http(), async function* () {
      for (let n = 0; n < 3; n++) yield `${n}${currentContext().requestId} `
    })
    const response = await toFetch(fn)(at('/', { headers: { 'x-request-id': 'r' } }))
    expect(await response.text()).toBe('0r 1r 2r ')
  })

  it('answers before the work of waitUntil', async () => {
    const fn = on(http(), (_event, context) => {
      context.waitUntil(new Promise(() => {}))
      return 'at once'
    })
    expect(await (await toFetch(fn)(at('/'))).text()).toBe('at once')
  })

  it('tells the function that the caller is gone', async () => {
    const client = new AbortController()
    const gone = new Promise((resolve) => {
      const fn = on(http(), (_event, { signal }) => {
        signal.addEventListener('abort', () => resolve(signal.reason))
        return 'a'
      })
      void toFetch(fn)(at('/', { signal: client.signal })).then(() => client.abort('closed'))
    })
    expect(await gone).toBe('closed')
  })

  it("and fromFetch are each other's way back", async () => {
    const inner = toFetch(
      on(http('POST /items/:id'), async ({ params, request }) =>
        reply(201, [params.id, await request.text()]),
      ),
    )
    const outer = toFetch(on(http(), fromFetch(inner)))
    const response = await outer(at('/items/7', { method: 'POST', body: 'x' }))
    expect([response.status, await response.json()]).toEqual([201, ['7', 'x']])
  })
})
