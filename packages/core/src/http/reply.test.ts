import { Readable } from 'node:stream'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText, chunks } from '../../test/plain.ts'
import { collect } from './payload.ts'
import { type HeaderInit, Reply } from './plain.ts'
import { reply, setHeader, toReply } from './reply.ts'

const bytesOf = (...values: number[]): Uint8Array => new Uint8Array(values)
const code = (expected: string): Error => expect.objectContaining({ code: expected }) as Error
const bodyOf = async (made: Reply): Promise<string> => Buffer.from(await collect(made.body ?? '')).toString()

describe('reply', () => {
  it('is a status, a body and headers', () => {
    expect(
      reply(201, { id: 7 }, { Location: '/items/7', 'x-count': 3, 'set-cookie': ['a=1', 'b=2'] }),
    ).toEqual({
      status: 201,
      body: '{"id":7}',
      headers: {
        'content-type': 'application/json',
        location: '/items/7',
        'x-count': '3',
        'set-cookie': ['a=1', 'b=2'],
      },
    })
  })

  it('needs nothing but a status', () => {
    expect(reply(202)).toEqual({ status: 202, body: undefined, headers: {} })
  })

  it('keeps the content type that it is given, however it is spelt', () => {
    expect(reply(200, '<p>', { 'Content-Type': 'text/html' }).headers).toEqual({
      'content-type': 'text/html',
    })
  })

  it.each([100, 101, 103, 199, 0, 600, 204.5, Number.NaN, '200', undefined])(
    'refuses the status %s',
    (status) => {
      expect(() => reply(status as number)).toThrow(code('SAMPAN_BAD_STATUS'))
    },
  )

  it('leaves out headers without a value', () => {
    expect(reply(200, undefined, { 'x-a': undefined, 'set-cookie': [] }).headers).toEqual({})
  })

  it('holds headers of every name', () => {
    const headers = JSON.parse('{"__proto__":"a","constructor":"b"}') as HeaderInit
    expect(Object.entries(reply(200, undefined, headers).headers)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
  })
})

describe('setHeader', () => {
  it('replaces, and leaves alone what gets no value', () => {
    const made = reply(200, undefined, { 'x-a': '1' })
    setHeader(made, 'X-A', '2')
    setHeader(made, 'x-a', undefined)
    setHeader(made, 'x-a', [])
    expect(made.headers).toEqual({ 'x-a': '2' })
  })

  it.each(['', 'a b', 'a:', 'a\n', 'ä', 'a(b)', '"'])('refuses the name %j', (name) => {
    expect(() => setHeader(reply(200), name, '1')).toThrow(code('SAMPAN_BAD_HEADER'))
  })

  it.each(['a\r\nx-evil: 1', 'a\n', '\r', 'a\0', '\x07', '\x7f', '你', ['fine', 'a\nb']])(
    'refuses the value %j',
    (value) => {
      expect(() => setHeader(reply(200), 'x-a', value)).toThrow(code('SAMPAN_BAD_HEADER'))
    },
  )

  it('does not show the value that it refuses', () => {
    expect(() => reply(200, '', { authorization: 'secret\n' })).toThrow(
      'The value of header "authorization" holds a character that HTTP does not allow there',
    )
  })

  it.each(['a\tb', 'é', '', ' a '])('takes the value %j', (value) => {
    expect(reply(200, undefined, { 'x-a': value }).headers).toEqual({ 'x-a': value })
  })

  it('takes a value or refuses it, but never lets a line end through', () => {
    const value = fc.oneof(
      anyText,
      fc.array(anyText),
      fc.tuple(anyText, fc.constantFrom('\r', '\n', '\0'), anyText).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(fc.oneof(fc.constant('X-A'), anyText), value, (name, text) => {
        const made = reply(200)
        expect(['', 'SAMPAN_BAD_HEADER']).toContain(codeOf(() => setHeader(made, name, text)))
        for (const [key, lines] of Object.entries(made.headers)) {
          expect(key).toMatch(/^[!#$%&'*+.^_`|~\da-z-]+$/)
          expect([lines].flat().join('')).toMatch(/^[\t\x20-\x7e\x80-\xff]*$/)
        }
      }),
    )
  })
})

describe('toReply', () => {
  it('is the reply itself', () => {
    const made = new Reply(200, {}, 'as it is')
    expect(toReply(made)).toBe(made)
  })

  it('is a 204 for nothing', () => {
    expect(toReply(undefined)).toEqual({ status: 204, headers: {}, body: undefined })
  })

  it.each<[string, unknown, string]>([
    ['an object', { a: [1] }, '{"a":[1]}'],
    ['a list', [1, 'b'], '[1,"b"]'],
    ['null', null, 'null'],
    ['false', false, 'false'],
    ['zero', 0, '0'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['an own form', { toJSON: () => 'own' }, '"own"'],
    ['nothing but braces', {}, '{}'],
  ])('is JSON for %s', (_, value, body) => {
    expect(toReply(value)).toEqual({ status: 200, headers: { 'content-type': 'application/json' }, body })
  })

  it.each<[string, unknown]>([
    ['a function', () => {}],
    ['a symbol', Symbol('a')],
    ['a BigInt', 1n],
    ['what holds a BigInt', { a: [1n] }],
    ['a form that is none', { toJSON: () => undefined }],
    ['a map, which JSON does not look into', new Map([['a', 1]])],
    ['an iterable that has its values at hand', new Set([1]).values()],
    ['a generator that is not asynchronous', (function* () {})()],
    ['search params', new URLSearchParams('a=1')],
    ['form data', new FormData()],
    ['an error, which is no success', Object.assign(new Error('no'), { code: 1 })],
  ])('has no form for %s', (_, value) => {
    expect(() => toReply(value)).toThrow(code('SAMPAN_BAD_RESULT'))
  })

  it('has no form for a circle, and keeps what JSON said to it', () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    expect(() => toReply(circle)).toThrow(
      expect.objectContaining({ code: 'SAMPAN_BAD_RESULT', cause: expect.any(TypeError) }) as Error,
    )
  })

  it('has no form for a body that nobody awaited', () => {
    expect(() => reply(200, Promise.resolve({ a: 1 }))).toThrow(code('SAMPAN_BAD_RESULT'))
  })

  it.each<[string, () => unknown, string, string]>([
    ['text', () => 'Grüße', 'text/plain; charset=utf-8', 'Grüße'],
    ['empty text', () => '', 'text/plain; charset=utf-8', ''],
    ['bytes', () => bytesOf(104, 105), 'application/octet-stream', 'hi'],
    ['a Buffer', () => Buffer.from('hi'), 'application/octet-stream', 'hi'],
    ['an ArrayBuffer', () => bytesOf(104, 105).buffer, 'application/octet-stream', 'hi'],
    [
      'a DataView',
      () => new DataView(bytesOf(1, 104, 105, 2).buffer, 1, 2),
      'application/octet-stream',
      'hi',
    ],
    ['wider numbers', () => new Uint16Array(bytesOf(104, 105).buffer), 'application/octet-stream', 'hi'],
    ['a Blob', () => new Blob(['hi'], { type: 'text/csv' }), 'text/csv', 'hi'],
    ['a Blob of no type', () => new Blob(['hi']), 'application/octet-stream', 'hi'],
    [
      'a File',
      () => new (process.getBuiltinModule('node:buffer').File)(['hi'], 'a.txt', { type: 'image/png' }),
      'image/png',
      'hi',
    ],
    ['chunks of text', () => chunks('h', 'i'), 'application/octet-stream', 'hi'],
    ['chunks of bytes', () => chunks(bytesOf(104), bytesOf(105)), 'application/octet-stream', 'hi'],
    ['a generator', () => chunks('h', 'i')[Symbol.asyncIterator](), 'application/octet-stream', 'hi'],
    ['a web stream', () => new Blob(['hi']).stream(), 'application/octet-stream', 'hi'],
    ['a Node stream', () => Readable.from(['h', Buffer.from('i')]), 'application/octet-stream', 'hi'],
  ])('sends %s', async (_, make, type, body) => {
    const made = toReply(make())
    expect([made.status, { ...made.headers }]).toEqual([200, { 'content-type': type }])
    expect(await bodyOf(made)).toBe(body)
  })

  it('takes a Response over', async () => {
    const headers = new Headers({ 'content-type': 'text/html', 'X-A': '1, 2' })
    headers.append('set-cookie', 'a=1; Path=/')
    headers.append('set-cookie', 'b=2')
    const made = toReply(new Response('<p>', { status: 201, headers }))
    expect([made.status, { ...made.headers }]).toEqual([
      201,
      { 'content-type': 'text/html', 'x-a': '1, 2', 'set-cookie': ['a=1; Path=/', 'b=2'] },
    ])
    expect(await bodyOf(made)).toBe('<p>')
  })

  it.each<[string, () => Response, number, object]>([
    [
      'a redirect',
      () => Response.redirect('https://example.com/a', 307),
      307,
      { location: 'https://example.com/a' },
    ],
    ['no content', () => new Response(null, { status: 204 }), 204, {}],
    ['headers alone', () => new Response(null, { headers: { 'x-a': '1' } }), 200, { 'x-a': '1' }],
  ])('takes a Response over that has no body: %s', (_, make, status, headers) => {
    const made = toReply(make())
    expect([made.status, { ...made.headers }, made.body]).toEqual([status, headers, undefined])
  })

  it('does not take Response.error() for an answer', () => {
    expect(() => toReply(Response.error())).toThrow(code('SAMPAN_BAD_STATUS'))
  })

  it('takes the body of a Response with its media type', async () => {
    const made = reply(203, new Response('<p>', { status: 418, headers: { 'content-type': 'text/html' } }))
    expect([made.status, { ...made.headers }]).toEqual([203, { 'content-type': 'text/html' }])
    expect(await bodyOf(made)).toBe('<p>')
    expect(reply(200, new Response(bytesOf(1))).headers['content-type']).toBe('application/octet-stream')
  })

  it('does not take for a Response what merely has some of its members', () => {
    const almost = { status: 200, headers: { get: 'x' } }
    expect(toReply(almost)).toMatchObject({ status: 200, body: JSON.stringify(almost) })
    expect(toReply({ arrayBuffer: 1 })).toMatchObject({ body: '{"arrayBuffer":1}' })
  })
})

function codeOf(run: () => unknown): string {
  try {
    run()
    return ''
  } catch (error) {
    return (error as { code: string }).code
  }
}
