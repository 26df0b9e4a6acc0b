import { http, type HttpError, on, reply, use } from '@sampan/core'
import { describe, expect, it, vi } from 'vitest'
import { answer, nativeContext, quiet } from '../test/support.ts'
import { lambda } from './index.ts'
import { functionUrl, httpApi } from './samples.ts'

const get = (path: string, method = 'GET'): unknown => httpApi.request({ method, path })
const hello = on(http('GET /hello/:name'), ({ params }) => `Hello ${params.name}`)
const save = on(http('PUT /hello/:name'), ({ params }) => ({ saved: params.name }))
const any = on(http(), ({ path }) => reply(200, `any ${path}`))

describe('lambda()', () => {
  it('gives a handler that Lambda does not take for a callback handler', async () => {
    expect(lambda(hello)).toHaveLength(2)
    expect(lambda(hello)(get('/hello/Kim'), nativeContext())).toBeInstanceOf(Promise)
  })

  it('runs without a context, as tools and tests call it', async () => {
    expect(await lambda(hello)(get('/hello/J%C3%BCrgen'))).toMatchObject({
      statusCode: 200,
      body: 'Hello Jürgen',
    })
  })

  it.each([
    ['/hello/Kim', 'GET', 200],
    ['/hello/Kim', 'HEAD', 200],
    ['/hello/Kim', 'PUT', 200],
    ['/hello/Kim', 'DELETE', 405],
    ['/nowhere', 'GET', 404],
    ['/nowhere', 'DELETE', 404],
    ['/hello/Kim', 'TRACE', 405],
  ])('chooses among several functions: %s %s', async (path, method, status) => {
    for (const handler of [lambda(hello, save), lambda(save, hello)])
      expect(await handler(get(path, method))).toMatchObject({ statusCode: status })
  })

  it('asks the function that takes everything last', async () => {
    const handler = lambda(any, hello)
    expect(await handler(get('/hello/Kim'))).toMatchObject({ body: 'Hello Kim' })
    expect(await handler(get('/other'))).toMatchObject({ body: 'any /other' })
  })

  it('is closed to options it does not know', () => {
    expect(() => lambda(hello, { basepath: '/x' } as never)).toThrow(
      /no option "basepath"; did you mean "basePath"/,
    )
    expect(() => lambda.stream(hello, { hops: 1 } as never)).toThrow(
      /lambda\.stream\(\) has no option "hops"/,
    )
  })

  it.each([[], [undefined], [{}], [() => 'hi'], [{ trigger: http() }]])(
    'takes functions and nothing else: %s',
    (...args) => {
      expect(() => lambda(...(args as never[]))).toThrow(
        expect.objectContaining({ code: 'SAMPAN_BAD_FUNCTION' }),
      )
    },
  )

  it('lets middleware see every answer, a miss too', async () => {
    const seen: unknown[] = []
    const outer = use(async (_event, _context, next) => {
      try {
        return await next()
      } catch (error) {
        seen.push((error as HttpError).status)
        throw error
      }
    })
    expect(await lambda(outer.on(http('GET /a'), () => 'a'))(get('/b'))).toMatchObject({ statusCode: 404 })
    expect(seen).toEqual([404])
  })

  it('keeps what went wrong from the caller, and logs it whole', async () => {
    let envelope: any
    const lines = await quiet(async () => {
      envelope = await answer(get('/'), () => {
        throw new Error('database password is hunter2')
      })
    })
    expect(envelope).toMatchObject({
      statusCode: 500,
      headers: { 'content-type': 'application/problem+json' },
    })
    expect(JSON.parse(envelope.body)).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      requestId: '6f1d2c3b-0000-4000-8000-00000000beef',
    })
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 'error',
      error: { message: 'database password is hunter2' },
    })
  })

  it('serves many calls of one instance at a time, each with its own context', async () => {
    const handler = lambda(
      on(http('GET /:id'), async ({ params }, context) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 10))
        return `${params.id} ${context.requestId}`
      }),
    )
    const calls = Array.from({ length: 50 }, (_, id) =>
      handler(get(`/${id}`), nativeContext({ awsRequestId: `r${id}` })),
    )
    const bodies = (await Promise.all(calls)).map((envelope) => (envelope as { body: string }).body)
    expect(bodies).toEqual(Array.from({ length: 50 }, (_, id) => `${id} r${id}`))
  })
})

describe('waitUntil', () => {
  it('delays the return until its work is done, and what that work started', async () => {
    const done: string[] = []
    await answer(get('/'), (_, context) => {
      const work = async (): Promise<void> => {
        await new Promise((resolve) => setTimeout(resolve, 30))
        done.push('first')
        context.waitUntil(new Promise((resolve) => setTimeout(resolve, 30)).then(() => done.push('second')))
      }
      context.waitUntil(work())
      return 'hi'
    })
    expect(done).toEqual(['first', 'second'])
  })

  it('logs work that failed, and answers all the same', async () => {
    let envelope: unknown
    const lines = await quiet(async () => {
      envelope = await answer(get('/'), (_, context) => {
        context.waitUntil(Promise.reject(new Error('mail server is down')))
        return 'hi'
      })
    })
    expect(envelope).toMatchObject({ statusCode: 200, body: 'hi' })
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'error', error: { message: 'mail server is down' } })
  })

  it('cuts off work that never ends before the deadline, and says so', async () => {
    const deadline = Date.now() + 200
    const context = nativeContext({ getRemainingTimeInMillis: () => deadline - Date.now() })
    const lines = await quiet(async () => {
      await answer(get('/'), (_, it) => it.waitUntil(new Promise(() => {})), {}, context)
    })
    expect(Date.now()).toBeLessThan(deadline)
    expect(Date.now()).toBeGreaterThan(deadline - 150)
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'warn' })
  })

  it('leaves no timer behind that keeps the instance awake', async () => {
    vi.useFakeTimers()
    try {
      const context = nativeContext({ getRemainingTimeInMillis: () => 60_000 })
      await answer(
        get('/'),
        (_, it) => {
          it.waitUntil(Promise.resolve())
          return it.signal.aborted
        },
        {},
        context,
      )
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a reply that is too large', () => {
  it.each([
    ['text', () => 'x'.repeat(6_291_556)],
    ['text that JSON makes six times as long', () => '\u0001'.repeat(1_100_000)],
    ['bytes that base64 makes a third longer', () => new Uint8Array(4_800_000)],
    [
      'a stream',
      async function* () {
        for (let n = 0; n < 5; n++) yield new Uint8Array(1_000_000)
      },
    ],
  ])('becomes a problem that fits: %s', async (_, body) => {
    let envelope: unknown
    const lines = await quiet(async () => {
      envelope = await answer(functionUrl.request({ method: 'GET', path: '/' }), () => body())
    })
    const { status, body: bytes } = functionUrl.reply(envelope)
    expect(status).toBe(500)
    expect(JSON.parse(Buffer.from(bytes).toString())).toHaveProperty('requestId')
    expect(lines.join('')).toContain('SAMPAN_REPLY_TOO_LARGE')
  })

  it('is not one that fits to the byte', async () => {
    const empty = Buffer.byteLength(JSON.stringify(await answer(get('/'), () => '')))
    expect(await answer(get('/'), () => 'x'.repeat(6_291_556 - empty))).toMatchObject({ statusCode: 200 })
  })

  it('counts headers as well', async () => {
    const lines = await quiet(async () => {
      const envelope = await answer(get('/'), () => reply(200, 'hi', { 'x-large': 'x'.repeat(6_300_000) }))
      expect(httpApi.reply(envelope).status).toBe(500)
    })
    expect(lines.join('')).toContain('SAMPAN_REPLY_TOO_LARGE')
  })
})
