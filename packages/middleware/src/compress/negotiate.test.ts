import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { negotiate } from './negotiate.ts'

describe('Accept-Encoding', () => {
  const OFFERED = ['br', 'gzip', 'deflate'] as const

  it.each<[accept: string | null, chosen: string | undefined]>([
    [null, undefined],
    ['', undefined],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1, br;q=0.9', 'gzip'],
    ['gzip ; q=0.2 , deflate; q=0.3', 'deflate'],
    ['*', 'br'],
    ['*;q=0.5, gzip', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['*;q=0', undefined],
    ['gzip;q=0', undefined],
    ['gzip;q=0.000', undefined],
    ['identity', undefined],
    ['identity, gzip;q=0.5', undefined],
    ['identity;q=0.5, gzip', 'gzip'],
    ['identity;q=0.5, gzip;q=0.5', 'gzip'],
    ['identity;q=0', undefined],
    ['gzip;q=x', undefined],
    ['gzip;q=2', undefined],
    ['gzip;q=-1', undefined],
    ['unknown', undefined],
    [';,;;q=1,', undefined],
  ])('%j chooses %s', (accept, chosen) => {
    expect(negotiate(accept, OFFERED)).toBe(chosen)
  })

  it('never chooses what is not offered, nor what is refused, whatever it says', () => {
    const part = check.tuple(
      check.constantFrom('gzip', 'br', 'deflate', 'identity', '*', 'x'),
      check.constantFrom('', ';q=0', ';q=0.5', '; q=1', ';q', ';q=0;q=1'),
    )
    const known = check.array(part).map((parts) => parts.map((one) => one.join('')).join(','))
    check.assert(
      check.property(check.oneof(known, check.string()), (accept) => {
        const chosen = negotiate(accept, ['br', 'gzip'])
        expect([undefined, 'br', 'gzip']).toContain(chosen)
        // All that is said, where it is no.
        const refused = /^(?:br|gzip|\*);q=0$/.test(accept)
        expect(refused && chosen !== undefined).toBe(false)
      }),
    )
  })
})
