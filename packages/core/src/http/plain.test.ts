import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunks } from '../../test/plain.ts'
import { plainReply, type Reply } from './plain.ts'
import { toReply } from './reply.ts'

describe('plainReply', () => {
  it.each<[unknown, string, string]>([
    ['text', 'text/plain; charset=utf-8', 'text'],
    ['', 'text/plain; charset=utf-8', ''],
    [{ a: [1] }, 'application/json', '{"a":[1]}'],
    [[1, 'b'], 'application/json', '[1,"b"]'],
    [{}, 'application/json', '{}'],
  ])('sends %j as %s', (value, type, body) => {
    expect(plainReply(value)).toEqual({ status: 200, headers: { 'content-type': type }, body })
  })

  const circle: { self?: unknown } = {}
  circle.self = circle
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a flag', false],
    ['a function', () => {}],
    ['bytes', new Uint8Array(1)],
    ['a date', new Date()],
    ['an object of a class', new Map()],
    ['an object without a prototype', Object.create(null)],
    ['a Blob', new Blob(['a'])],
    ['a Response', new Response('a')],
    ['a stream', chunks('a')],
    ['what reads like a Blob', { arrayBuffer: async () => new ArrayBuffer(1) }],
    // oxlint-disable-next-line unicorn/no-thenable
    ['a promise of another make', { then: () => {} }],
    ['a circle', circle],
    ['a BigInt', { a: 1n }],
    ['a form that is none', { toJSON: () => undefined }],
  ])('leaves %s to who knows every kind', (_, value) => {
    expect(plainReply(value)).toBeUndefined()
  })

  it('says what the long way says, of whatever it takes', () => {
    const value = fc.oneof(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withTypedArray: true,
        withNullPrototype: true,
      }),
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom('a', 'then', 'arrayBuffer', 'status', '__proto__', 'toJSON'),
        fc.anything(),
      ),
    )
    fc.assert(
      fc.property(value, (result) => {
        const short: Reply | undefined = plainReply(result)
        expect(short ?? 'left').toEqual(short === undefined ? 'left' : toReply(result))
      }),
    )
  })
})
