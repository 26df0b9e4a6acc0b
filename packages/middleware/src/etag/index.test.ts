import { reply, type ReplyBody } from '@sampan/core'
import { runLayers } from '@sampan/core/adapter'
import { describe, expect, it } from 'vitest'
import { type Call, caller } from '../../test/call.ts'
import { etag, type EtagOptions } from './index.ts'

const serving = (result: unknown, options?: EtagOptions): Call =>
  caller((event, context) =>
    runLayers([etag(options)], event, context, () => (typeof result === 'function' ? result() : result)),
  )

const TAG = '"ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"' // SHA-256 of abc, base64url

describe('etag()', () => {
  it('is the hash of text and of bytes', async () => {
    for (const body of ['abc', new TextEncoder().encode('abc')]) {
      expect(await serving(body)('GET /')).toMatchObject({ status: 200, headers: { etag: TAG }, body: 'abc' })
    }
    expect((await serving('abc', { weak: true })('GET /')).headers['etag']).toBe(`W/${TAG}`)
    expect((await serving({ a: 1 })('GET /')).headers['etag']).not.toBe(TAG)
  })

  it('is the same for HEAD', async () => {
    expect(await serving('abc')('HEAD /')).toMatchObject({ status: 200, headers: { etag: TAG }, body: '' })
    expect(await serving('abc')('HEAD /', { headers: { 'if-none-match': TAG } })).toMatchObject({
      status: 304,
    })
  })

  it.each<[ifNoneMatch: string | string[], status: number]>([
    [TAG, 304],
    [`W/${TAG}`, 304],
    [`"a", ${TAG}`, 304],
    [`W/"a,b",W/${TAG},"c"`, 304],
    [['"a"', TAG], 304],
    ['*', 304],
    [' * ', 304],
    ['"a"', 200],
    ['', 200],
    [TAG.slice(1, -1), 200],
    [`${TAG.slice(0, -1)}x"`, 200],
    ['"*"', 200],
    ['W/', 200],
    ['"'.repeat(9), 200],
  ])('If-None-Match %j gives %d', async (ifNoneMatch, status) => {
    const answer = await serving('abc')('GET /', { headers: { 'if-none-match': ifNoneMatch } })
    expect([answer.status, answer.body]).toEqual([status, status === 304 ? '' : 'abc'])
    expect(answer.headers['etag']).toBe(TAG)
  })

  it('304 has what a 200 would have had, but nothing of the body', async () => {
    const kept = {
      'cache-control': 'max-age=5',
      'content-location': '/a',
      date: 'Thu, 01 Jan 2026 00:00:00 GMT',
      expires: '0',
      vary: 'Accept',
      'set-cookie': ['a=1', 'b=2'],
      'content-security-policy': "default-src 'none'",
    }
    const answer = await serving(() =>
      reply(200, 'abc', {
        ...kept,
        'content-language': 'en',
        'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
      }),
    )('GET /', { headers: { 'if-none-match': TAG } })
    expect({ ...answer.headers }).toEqual({ ...kept, etag: TAG })
  })

  it.each<[what: string, method: string, result: unknown]>([
    ['a POST', 'POST', 'abc'],
    ['another status', 'GET', () => reply(201, 'abc')],
    ['no body', 'GET', undefined],
    ['a stream', 'GET', () => chunks()],
    ['a Response, which streams', 'GET', () => new Response('abc')],
  ])('%s has none', async (_, method, result) => {
    const answer = await serving(result)(`${method} /`, { headers: { 'if-none-match': '*' } })
    expect(answer.status).not.toBe(304)
    expect(answer.headers).not.toHaveProperty('etag')
  })

  it("answers by the handler's own, also where it streams, and closes the stream", async () => {
    const body = chunks()
    const call = serving(() => reply(200, body as ReplyBody, { etag: 'W/"v7"' }))
    expect(await call('GET /', { headers: { 'if-none-match': '"v7"' } })).toMatchObject({
      status: 304,
      headers: { etag: 'W/"v7"' },
    })
    expect(body.closed).toBe(true)
    expect(await serving(reply(200, 'abc', { etag: '"v7"' }))('GET /')).toMatchObject({
      headers: { etag: '"v7"' },
    })
  })

  it('leaves a reply that a function keeps as it is', async () => {
    const kept = reply(200, 'abc')
    const call = serving(kept)
    expect((await call('GET /', { headers: { 'if-none-match': TAG } })).status).toBe(304)
    expect(await call('GET /')).toMatchObject({ status: 200, body: 'abc' })
    expect(kept.headers).not.toHaveProperty('etag')
  })

  it('has closed options, and lets events of other kinds pass', async () => {
    expect(() => etag({ waek: true } as object)).toThrow('did you mean "weak"?')
    expect(await etag()({ kind: 'queue' } as never, {} as never, () => 'passed' as never)).toBe('passed')
  })
})

function chunks(): AsyncIterable<string> & { closed: boolean; return(): Promise<unknown> } {
  const stream = {
    closed: false,
    return: async () => (stream.closed = true),
    async *[Symbol.asyncIterator]() {
      yield 'abc'
    },
  }
  return stream
}
