import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText, soundText } from '../../test/plain.ts'
import { decodePart, parseCookies } from './cookies.ts'

describe('parseCookies', () => {
  it.each<[string | null, object]>([
    [null, {}],
    ['', {}],
    ['a=1', { a: '1' }],
    ['a=1; b=2', { a: '1', b: '2' }],
    ['a=1;b=2 ;  c = 3 ', { a: '1', b: '2', c: '3' }],
    ['a=1; a=2', { a: '1' }],
    ['a=; a=2', { a: '' }],
    ['a="1 2"', { a: '1 2' }],
    ['a="', { a: '"' }],
    ['a=""', { a: '' }],
    ['a=b=c', { a: 'b=c' }],
    ['a; b=2; =3; ;', { b: '2' }],
    ['a=%E4%BD%A0+1', { a: '你+1' }],
    ['a=%zz', { a: '%zz' }],
    ['%61=1', { '%61': '1' }],
  ])('%j', (header, expected) => {
    expect({ ...parseCookies(header) }).toEqual(expected)
  })

  it('holds cookies of every name, and inherits none', () => {
    const cookies = parseCookies('__proto__=a; constructor=b')
    expect([cookies['__proto__'], cookies['constructor'], cookies['toString']]).toEqual(['a', 'b', undefined])
  })

  it('reads what was written, the first of each name', () => {
    const name = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'abcXYZ019_-.!$'), minLength: 1 }),
      fc.constant('__proto__'),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(name, soundText)), (pairs) => {
        const header = pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('; ')
        const expected = new Map([...pairs].reverse())
        expect(new Map(Object.entries(parseCookies(header)))).toEqual(expected)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(anyText, (header) => {
        expect(Object.values(parseCookies(header)).every((value) => typeof value === 'string')).toBe(true)
      }),
    )
  })
})

describe('decodePart', () => {
  it.each([
    ['a', 'a'],
    ['J%C3%BCrgen', 'Jürgen'],
    ['a%2Fb', 'a/b'],
    ['%2525', '%25'],
    ['100%', '100%'],
    ['%C3', '%C3'],
    ['a+b', 'a+b'],
  ])('%j is %j', (text, expected) => {
    expect(decodePart(text)).toBe(expected)
  })
})
