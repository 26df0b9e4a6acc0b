import { type Context, http, HttpError, type HttpEvent, on, reply } from '@sampan/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { awslambda, FakeResponseStream, isStreaming, runStream, type Streamed } from '../test/runtime.ts'
import { nativeContext, quiet } from '../test/support.ts'
import { lambda, type StreamingHandler } from './index.ts'
import * as samples from './samples.ts'

const event = (method = 'GET'): unknown => samples.functionUrl.request({ method, path: '/' })

function handlerOf(handler: (event: HttpEvent, context: Context) => unknown): StreamingHandler {
  return lambda.stream(on(http(), handler))
}

function run(
  handler: (event: HttpEvent, context: Context) => unknown,
  stream?: FakeResponseStream,
): Promise<Streamed> {
  return runStream(handlerOf(handler), event(), stream)
}

const tick = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

beforeEach(() => void vi.stubGlobal('awslambda', awslambda))
afterEach(() => void vi.unstubAllGlobals())

describe('lambda.stream()', () => {
  it('says at once that it needs the runtime', () => {
    vi.unstubAllGlobals()
    expect(() => handlerOf(() => 'hi')).toThrow(expect.objectContaining({ code: 'SAMPAN_NO_STREAMING' }))
  })

  it('is marked as streaming, and asynchronous', async () => {
    const handler = handlerOf(() => 'hi')
    expect(isStreaming(handler)).toBe(true)
    expect(handler(event(), new FakeResponseStream(1), nativeContext())).toBeInstanceOf(Promise)
  })

  it('sends status, headers and cookies before the body', async () => {
    const streamed = await run(() =>
      reply(201, 'hi', {
        vary: ['a', 'b'],
        'set-cookie': ['a=1', 'b=2'],
        ['__proto__']: 'x',
        'content-length': 2,
      }),
    )
    expect(Object.entries(streamed.prelude.headers)).toEqual([
      ['vary', 'a, b'],
      ['__proto__', 'x'],
      ['content-type', 'text/plain; charset=utf-8'],
    ])
    expect(streamed.prelude).toMatchObject({ statusCode: 201, cookies: ['a=1', 'b=2'] })
    expect(streamed.chunks).toEqual(['hi'])
    expect(streamed.error).toBeUndefined()
  })

  it.each([
    ['nothing', () => undefined, 204],
    ['an empty text', () => '', 200],
    ['a redirect', () => reply(302, undefined, { location: '/x' }), 302],
  ])('sends the prelude of %s, though there is no byte to write', async (_, handler, statusCode) => {
    const stream = new FakeResponseStream(1)
    const streamed = await run(handler, stream)
    expect(streamed).toMatchObject({ prelude: { statusCode }, chunks: [], error: undefined })
    expect(streamed.prelude).not.toHaveProperty('cookies')
    expect(stream.ended).toBe(true)
  })

  it.each([
    [
      'text and bytes',
      async function* () {
        yield 'one '
        await tick()
        yield Buffer.from('two ')
        yield 'three'
      },
    ],
    ['a web stream', () => new Response(new Blob(['one two three']).stream())],
    ['JSON', () => ({ one: 'two' })],
  ])('sends %s in order', async (_, handler) => {
    const { chunks } = await run(handler)
    expect(['one two three', '{"one":"two"}']).toContain(chunks.join(''))
  })

  it('sends the prelude before the first chunk is there: an event source opens at once', async () => {
    const stream = new FakeResponseStream(Infinity)
    const done = run(async function* () {
      await tick(50)
      yield `late, after ${stream.chunks.length}`
    }, stream)
    // Prelude and delimiter had left when the first chunk was made.
    expect((await done).chunks).toEqual(['late, after 2'])
  })

  it('has no body for HEAD, and closes what would have produced it', async () => {
    let closed = false
    const body = new ReadableStream({ cancel: () => void (closed = true) })
    const streamed = await runStream(
      handlerOf(() => reply(200, body)),
      event('HEAD'),
    )
    expect(streamed).toMatchObject({ prelude: { statusCode: 200 }, chunks: [], error: undefined })
    expect(closed).toBe(true)
  })
})

describe('backpressure', () => {
  it('stops the production until the client has caught up', async () => {
    const stream = new FakeResponseStream(1)
    let produced = 0
    const done = run(async function* () {
      while (produced < 5) yield `chunk ${++produced};`
    }, stream)
    for (let step = 1; step <= 5; step++) {
      await tick(5)
      expect(produced).toBe(step)
      stream.drain()
    }
    expect((await done).chunks.join('')).toBe('chunk 1;chunk 2;chunk 3;chunk 4;chunk 5;')
    for (const name of ['drain', 'close']) expect(stream.listenerCount(name)).toBe(0)
    expect(stream.listenerCount('error')).toBe(1)
  })

  it.each([
    ['closed', (stream: FakeResponseStream) => stream.destroy(), 'SAMPAN_CLIENT_GONE'],
    [
      'reset',
      (stream: FakeResponseStream) => stream.destroy(Object.assign(new Error('x'), { code: 'ECONNRESET' })),
      'ECONNRESET',
    ],
  ])('a connection that is %s while we wait ends the production', async (_, destroy, code) => {
    const stream = new FakeResponseStream(1)
    let closed = false
    const done = run(async function* () {
      try {
        for (;;) yield 'x'
      } finally {
        closed = true
      }
    }, stream)
    await tick(5)
    destroy(stream)
    expect((await done).error).toMatchObject({ code })
    expect(closed).toBe(true)
    expect(stream.ended).toBe(false)
  })

  it('a connection that went away between two chunks is noticed at the second', async () => {
    const stream = new FakeResponseStream(Infinity)
    const { error } = await run(async function* () {
      yield 'x'
      stream.destroy()
      yield 'y'
      throw new Error('asked for more')
    }, stream)
    expect(error).toMatchObject({ code: 'SAMPAN_CLIENT_GONE' })
  })
})

describe('failures', () => {
  it('before the first byte is a problem reply', async () => {
    let streamed: Streamed | undefined
    const lines = await quiet(async () => {
      streamed = await run(() => {
        throw new Error('hunter2')
      })
    })
    expect(streamed).toMatchObject({
      prelude: { statusCode: 500, headers: { 'content-type': 'application/problem+json' } },
      error: undefined,
    })
    expect(streamed!.chunks.join('')).not.toContain('hunter2')
    expect(lines.join('')).toContain('hunter2')
    const { prelude } = await run(() => {
      throw new HttpError(404, 'no such thing')
    })
    expect(prelude.statusCode).toBe(404)
  })

  it('after it fails the invocation, so that no client takes half a reply for a whole one', async () => {
    const stream = new FakeResponseStream(Infinity)
    const streamed = await run(async function* () {
      yield 'half'
      throw new Error('the other half is lost')
    }, stream)
    expect(streamed).toMatchObject({
      prelude: { statusCode: 200 },
      chunks: ['half'],
      error: { message: 'the other half is lost' },
    })
    expect(stream.ended).toBe(false)
  })

  it('of a chunk that is neither text nor bytes too', async () => {
    const { error } = await run(async function* () {
      yield 7
    })
    expect(error).toMatchObject({ code: 'SAMPAN_BAD_RESULT' })
  })
})

describe('waitUntil', () => {
  it('goes on after the client has everything, and delays the end of the call', async () => {
    const stream = new FakeResponseStream(Infinity)
    let endedFirst: boolean | undefined
    await run((_, context) => {
      context.waitUntil(tick(30).then(() => (endedFirst = stream.ended)))
      return 'hi'
    }, stream)
    expect(endedFirst).toBe(true)
  })
})

describe('events that cannot be streamed to', () => {
  const { alb, albMultiValue, latticeV1, latticeV2, edge, httpApi, httpApiV1 } = samples
  it.each([alb, albMultiValue, latticeV1, latticeV2, edge, httpApi, httpApiV1])(
    '$name is refused',
    async (sample) => {
      const { error } = await runStream(
        handlerOf(() => 'hi'),
        sample.request({ method: 'GET', path: '/' }),
      )
      expect(error).toMatchObject({ code: 'SAMPAN_UNKNOWN_EVENT' })
    },
  )

  it.each([samples.functionUrl, samples.restApi])('$name is served', async (sample) => {
    const { prelude } = await runStream(
      handlerOf(() => 'hi'),
      sample.request({ method: 'GET', path: '/' }),
    )
    expect(prelude.statusCode).toBe(200)
  })
})
