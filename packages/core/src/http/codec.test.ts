import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call, captureLog, chunks, contextOf, eventOf, plainHttp, plainSource } from '../../test/plain.ts'
import { HttpError, SampanError } from '../errors.ts'
import { on } from '../function.ts'
import { httpCodec } from './codec.ts'
import { finishReply } from './finish.ts'
import { Reply } from './plain.ts'
import { reply, toReply } from './reply.ts'
import { replyCodec } from './reply-codec.ts'
import { http } from './trigger.ts'

let log: ReturnType<typeof captureLog>

beforeEach(() => {
  log = captureLog()
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('finishReply', () => {
  it('leaves framing to the gateway', () => {
    const made = finishReply(
      reply(200, 'a', { 'content-length': 99, 'Transfer-Encoding': 'chunked', etag: '"1"' }),
      'GET',
    )
    expect({ ...made.headers }).toEqual({ 'content-type': 'text/plain; charset=utf-8', etag: '"1"' })
    expect(made.body).toBe('a')
  })

  it.each([204, 205, 304])('sends nothing with %i, and does not describe it', (status) => {
    const headers = {
      'content-type': 'text/html',
      'content-encoding': 'gzip',
      'content-length': 1,
      etag: '"1"',
    }
    const made = finishReply(reply(status, 'a', headers), 'GET')
    expect([made.status, { ...made.headers }, made.body]).toEqual([status, { etag: '"1"' }, undefined])
  })

  it('describes the body of HEAD, and sends none', () => {
    const made = finishReply(reply(200, { a: 1 }), 'HEAD')
    expect([made.status, { ...made.headers }, made.body]).toEqual([
      200,
      { 'content-type': 'application/json' },
      undefined,
    ])
  })

  it('leaves a reply whole that a function gives to many requests', async () => {
    const kept = reply(200, 'for all')
    const fn = on(http(), () => kept)
    expect((await call(fn, { method: 'HEAD' })).body).toBe('')
    expect((await call(fn)).body).toBe('for all')
  })

  it('closes the generator that nobody will read', async () => {
    const body = chunks('a', 'b')
    const generator = body[Symbol.asyncIterator]()
    await generator.next()
    finishReply(toReply(generator), 'HEAD')
    await generator.next()
    expect([body.closed, body.taken]).toEqual([true, 1])
  })

  it('does not start what was not started', () => {
    const body = chunks('a')
    finishReply(toReply(body), 'HEAD')
    expect(body.taken).toBe(0)
  })

  it('closes the web stream, on its own and of a Response', () => {
    for (const wrap of [toReply, (stream: ReadableStream) => toReply(new Response(stream))]) {
      const cancel = vi.fn<() => void>()
      finishReply(wrap(new ReadableStream({ cancel })), 'HEAD')
      expect(cancel).toHaveBeenCalledOnce()
    }
  })

  it('closes the Node stream', () => {
    const body = new Readable({ read() {} })
    finishReply(toReply(body), 'HEAD')
    expect(body.destroyed).toBe(true)
  })

  it('minds no stream that cannot be closed', async () => {
    const unhandled = vi.fn<() => void>()
    process.on('unhandledRejection', unhandled)
    const locked = new ReadableStream()
    locked.getReader()
    const generator = stuck()
    await generator.next()
    for (const body of [locked, generator, new Blob(['a']), new Uint8Array(1)])
      finishReply(toReply(body), 'HEAD')
    await new Promise(setImmediate)
    expect(unhandled).not.toHaveBeenCalled()
    process.off('unhandledRejection', unhandled)
  })
})

describe('replyCodec', () => {
  const codec = replyCodec({ name: 'plain.stream', match: () => true, source: plainSource })

  it('gives the Reply', () => {
    expect(codec.encode({ a: 1 }, eventOf(), contextOf())).toEqual(
      new Reply(200, { 'content-type': 'application/json' }, '{"a":1}'),
    )
    expect(codec).toMatchObject({ name: 'plain.stream', kind: 'http' })
  })

  it('gives an error as a Reply, without a body for HEAD', () => {
    const error = new HttpError(404, 'no such user')
    expect(codec.fail(error, eventOf(), contextOf())).toMatchObject({ status: 404, body: expect.any(String) })
    expect(codec.fail(error, eventOf({ method: 'HEAD' }), contextOf())).toMatchObject({
      status: 404,
      body: undefined,
    })
  })

  it('reads the event with the options of the adapter', () => {
    expect(codec.decode({ path: '/shop/a' }, { basePath: '/shop' }).path).toBe('/a')
  })
})

describe('httpCodec', () => {
  it('gives the envelope, at once where the body is there', () => {
    const codec = httpCodec(plainHttp)
    expect(codec.encode('a', eventOf(), contextOf())).toEqual({
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: 'a',
      isBase64Encoded: false,
    })
    expect(codec.encode(chunks('a'), eventOf(), contextOf())).toBeInstanceOf(Promise)
  })

  it('hands reply, payload and native event to the envelope', async () => {
    const envelope = vi.fn<() => string>(() => 'sealed')
    const native = { path: '/a' }
    const codec = httpCodec({ ...plainHttp, envelope })
    expect(await codec.encode(new Uint8Array([1]), codec.decode(native, {}), contextOf())).toBe('sealed')
    expect(envelope).toHaveBeenCalledExactlyOnceWith(
      expect.any(Reply),
      { body: 'AQ==', isBase64Encoded: true },
      native,
    )
  })

  it.each<[string, unknown]>([
    ['text', 'x'.repeat(60_000)],
    ['text that grows as JSON', '\0'.repeat(9000)],
    ['bytes, which grow as base64', new Uint8Array(40_000)],
  ])('refuses a reply that is too large: %s', async (_, result) => {
    const { status } = await call(on(http(), () => result))
    expect(status).toBe(500)
    expect(log.lines[0]).toMatchObject({
      error: {
        code: 'SAMPAN_REPLY_TOO_LARGE',
        message:
          'The reply is larger than the 50000 bytes that plain.http carries; stream it, or hand out a link to it',
      },
    })
  })

  it('takes what just fits', async () => {
    const { body } = await call(on(http(), () => 'x'.repeat(49_800)))
    expect(body).toHaveLength(49_800)
  })

  it('answers an error whose details are too large, with the request id alone', async () => {
    const fn = on(http(), () => {
      throw new HttpError(422, 'no', { details: 'x'.repeat(60_000) })
    })
    const { status, body } = await call(fn, {}, { requestId: 'r-1' })
    expect([status, JSON.parse(body)]).toEqual([
      500,
      { type: 'about:blank', title: 'Internal Server Error', status: 500, requestId: 'r-1' },
    ])
    expect(log.lines[0]).toMatchObject({ error: { code: 'SAMPAN_REPLY_TOO_LARGE' } })
  })

  it('answers 500 where the body breaks while it is gathered', async () => {
    const fn = on(http(), async function* () {
      yield 'a'
      throw new Error('disk gone')
    })
    expect((await call(fn)).status).toBe(500)
    expect(log.lines[0]).toMatchObject({ error: { message: 'disk gone' } })
  })

  it.each<[string, () => unknown]>([
    ['a status that is none', () => Response.error()],
    ['a function', () => () => {}],
    ['a BigInt', () => 1n],
    ['a header that would break', () => reply(200, '', { 'x-a': 'a\r\nb' })],
  ])('answers 500 to a handler that gives %s, and logs why', async (_, handler) => {
    const { status, headers, body } = await call(on(http(), handler), {}, { requestId: 'r-1' })
    expect([status, headers, JSON.parse(body)]).toEqual([
      500,
      { 'content-type': 'application/problem+json', vary: 'Accept' },
      { type: 'about:blank', title: 'Internal Server Error', status: 500, requestId: 'r-1' },
    ])
    expect(log.lines[0]).toMatchObject({ error: { code: expect.stringMatching(/^SAMPAN_BAD_/) } })
  })

  it('rejects where not even the error fits', async () => {
    const error = new SampanError('SAMPAN_NO_CALL', 'no')
    const codec = httpCodec({ ...plainHttp, limit: () => 10 })
    await expect(codec.fail(error, eventOf(), contextOf())).rejects.toThrow(
      expect.objectContaining({ code: 'SAMPAN_REPLY_TOO_LARGE' }) as Error,
    )
  })
})

async function* stuck(): AsyncGenerator<string> {
  try {
    yield 'a'
  } finally {
    // oxlint-disable-next-line no-unsafe-finally
    throw new Error('stuck')
  }
}
