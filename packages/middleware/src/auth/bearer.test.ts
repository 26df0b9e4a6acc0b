import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bearerToken, isCompact } from './bearer.ts'

describe('bearerToken', () => {
  it.each<[string | null, string | null | undefined]>([
    [null, undefined],
    ['', undefined],
    ['Basic YTpi', undefined],
    ['Digest username="bearer x"', undefined],
    ['Bearerx abc', undefined],
    ['xBearer abc', undefined],
    ['Bearer abc', 'abc'],
    ['bearer  a.b-c_d~e+f/g==', 'a.b-c_d~e+f/g=='],
    ['\tBEARER abc\t', 'abc'],
    ['Bearer', null],
    ['Bearer ', null],
    ['Bearer,', null],
    ['Bearer\tabc', null],
    ['Bearer a=b', null],
    ['Bearer a b', null],
    ['Bearer a,', null],
    ['Bearer a, Bearer a', null],
    ['Bearer a, Basic b', null],
    ['Basic YTpi, Bearer abc', null],
    ['Bearer \u00e9', null],
    ['Bearer a\n', null],
    ['Bearer a\0', null],
  ])('of %j is %j', (header, expected) => {
    expect(bearerToken(header)).toBe(expected)
  })

  it('reads whatever RFC 6750 lets a token be', () => {
    const token = fc.stringMatching(/^[A-Za-z\d._~+/-]+={0,2}$/)
    const scheme = fc.mixedCase(fc.constant('bearer'))
    const blanks = fc.stringMatching(/^ {1,3}$/)
    fc.assert(
      fc.property(scheme, blanks, token, (scheme, blanks, token) => {
        expect(bearerToken(scheme + blanks + token)).toBe(token)
      }),
    )
  })

  it('of any text is nothing, refused, or a token that stands in it alone', () => {
    const piece = fc.oneof(
      fc.constantFrom('Bearer', 'bearer ', ' ', '\t', ',', ', ', '=', '"', 'abc', 'Basic', '\r\n', '\0'),
      fc.string({ maxLength: 5, unit: 'binary' }),
    )
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(text, (header) => {
        const token = bearerToken(header)
        if (typeof token !== 'string') return
        expect(token).toMatch(/^[\w.~+/-]+=*$/)
        expect(header.trim().toLowerCase().startsWith('bearer ')).toBe(true)
        expect(header.trim().split(/ +/)).toEqual([expect.any(String), token])
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    'Bearer ' + ' '.repeat(200_000),
    'Bearer ' + 'a='.repeat(100_000),
    ', '.repeat(100_000),
    ',' + '\t'.repeat(200_000),
  ])('takes no time for what is long (%#)', (header) => {
    const started = performance.now()
    bearerToken(header)
    expect(performance.now() - started).toBeLessThan(250)
  })
})

it.each([
  ['a.b.c', true],
  ['a..c', true],
  ['a.b.', false],
  ['.b.c', false],
  ['a.b', false],
  ['a.b.c.d', false],
  ['a.b.c.d.e', false],
  ['a.b=.c', false],
  ['', false],
])('isCompact(%j) is %j', (token, expected) => {
  expect(isCompact(token)).toBe(expected)
})
