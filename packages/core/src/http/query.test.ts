import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../../test/plain.ts'
import { parseQuery, type Query } from './query.ts'
import { formatQuery, pairsOf, queryFrom } from './query-map.ts'

/** What URLSearchParams makes of it, in our form. */
function reference(raw: string): [string, string | string[]][] {
  const params = new URLSearchParams(`?${raw}`)
  return [...new Set(params.keys())].map((key) => {
    const all = params.getAll(key)
    return [key, all.length === 1 ? all[0]! : all]
  })
}

const sorted = (entries: [string, unknown][]): [string, unknown][] =>
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

const entriesOf = (query: Query): [string, unknown][] => sorted(Object.entries(query))

describe('parseQuery', () => {
  it.each<[string, object]>([
    ['', {}],
    ['a=1', { a: '1' }],
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=1&a=2&b=3&a=4', { a: ['1', '2', '4'], b: '3' }],
    ['a', { a: '' }],
    ['a=', { a: '' }],
    ['=b', { '': 'b' }],
    ['&&a=1&', { a: '1' }],
    ['a=1=2', { a: '1=2' }],
    ['a+b=c+d', { 'a b': 'c d' }],
    ['a%2Bb=%2B', { 'a+b': '+' }],
    ['%E4%BD%A0=%E5%A5%BD', { 你: '好' }],
    ['a=%zz&b=%', { a: '%zz', b: '%' }],
    ['a=%E4%BD&b=%FF', { a: '\uFFFD', b: '\uFFFD' }],
    ['a=%2500', { a: '%00' }],
    ['?a=1', { '?a': '1' }],
  ])('%j', (raw, expected) => {
    expect({ ...parseQuery(raw) }).toEqual(expected)
  })

  it('keeps keys of every name, and inherits none', () => {
    const query = parseQuery('__proto__=a&constructor=b&__proto__=c')
    expect(Object.entries(query)).toEqual([
      ['__proto__', ['a', 'c']],
      ['constructor', 'b'],
    ])
    expect(parseQuery('')['toString']).toBeUndefined()
    expect(({} as { a?: string }).a).toBeUndefined()
  })

  it('reads as URLSearchParams does, whatever it is given', () => {
    const pieces = fc.constantFrom(
      'a',
      '=',
      '&',
      '+',
      '%',
      '%2',
      '%20',
      '%E4%BD%A0',
      '%ff',
      '%ED%A0%80',
      '\ud800',
      'é',
      '#',
      '?',
      ';',
      '%EF%BB%BF',
    )
    const raw = fc.oneof(
      anyText,
      fc.string(),
      fc.array(pieces).map((list) => list.join('')),
    )
    fc.assert(
      fc.property(raw, (text) => {
        expect(entriesOf(parseQuery(text))).toEqual(sorted(reference(text)))
      }),
      { numRuns: 200 },
    )
  })
})

describe('maps that are decoded already', () => {
  it('give every value: lists, numbers, flags', () => {
    const map = {
      a: '1',
      b: ['2', '3'],
      c: true,
      d: 4,
      e: false,
      f: null,
      g: {},
      h: [['x'], 'y', null],
      i: [],
    }
    expect(pairsOf(map)).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['b', '3'],
      ['c', ''],
      ['d', '4'],
      ['e', 'false'],
      ['h', 'y'],
    ])
    expect({ ...queryFrom(map) }).toEqual({ a: '1', b: ['2', '3'], c: '', d: '4', e: 'false', h: 'y' })
    expect(formatQuery(map)).toBe('a=1&b=2&b=3&c=&d=4&e=false&h=y')
  })

  it.each([null, undefined, 'a=1', 7])('are none: %j', (map) => {
    expect(pairsOf(map as unknown as object)).toEqual([])
    expect(formatQuery(map as unknown as object)).toBe('')
    expect(Object.keys(queryFrom(map as unknown as object))).toEqual([])
  })

  it('are encoded once', () => {
    expect(formatQuery({ 'a b&c': '1+1=2%', 你: '#' })).toBe('a%20b%26c=1%2B1%3D2%25&%E4%BD%A0=%23')
  })

  it('hold keys of every name', () => {
    const map = JSON.parse('{"__proto__":"a","constructor":["b","c"]}') as object
    expect(Object.entries(queryFrom(map))).toEqual([
      ['__proto__', 'a'],
      ['constructor', ['b', 'c']],
    ])
  })

  it('come to the same by way of the raw query as straight', () => {
    const text = anyText
    const value = fc.oneof(text, fc.array(text), fc.jsonValue())
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(text, fc.constant('__proto__')), value), (map) => {
        const raw = formatQuery(map)
        expect(raw).toMatch(/^[\w\-.~!'()*%=&]*$/)
        expect(entriesOf(parseQuery(raw))).toEqual(entriesOf(queryFrom(map)))
      }),
    )
  })
})
