import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { soundText } from '../../test/plain.ts'
import { parseRoute, pathMatcher, routeRank } from './pattern.ts'

describe('parseRoute', () => {
  it.each([
    ['/', '', '/'],
    ['GET /', 'GET', '/'],
    ['/users/:id', '', '/users/:id'],
    ['DELETE /users/:id?', 'DELETE', '/users/:id?'],
    ['/files/**', '', '/files/**'],
    ['/files/**:path', '', '/files/**:path'],
    ['/a/*/b', '', '/a/*/b'],
    ['/a:b/c.d', '', '/a:b/c.d'],
    ['/a/', '', '/a/'],
    ['/用户/:id', '', '/%E7%94%A8%E6%88%B7/:id'],
    ['/%E7%94%A8/:id?', '', '/%E7%94%A8/:id?'],
  ])('%s', (text, method, path) => {
    expect(parseRoute(text)).toEqual({ method, path })
  })

  it.each([
    '',
    'users',
    'GET users',
    'get /users',
    'GET  /users',
    'GET /a b',
    '/a?b=1',
    '/a#b',
    '/:',
    '/:a-b',
    '/:a:b',
    '/:a?/b',
    '/a?',
    '/**/a',
    '/***',
    '/**:',
    '/**:a?',
    '/a*',
    '/*a',
    '/:a/:a',
    '/:a/**:a',
    '/:a/:b/:a?',
  ])('refuses %j', (text) => {
    expect(() => parseRoute(text)).toThrow(expect.objectContaining({ code: 'SAMPAN_BAD_ROUTE' }) as Error)
  })
})

describe('pathMatcher', () => {
  it.each<[pattern: string, path: string, params: object | undefined]>([
    ['/', '/', {}],
    ['/', '/a', undefined],
    ['/a', '/a', {}],
    ['/a', '/a/', undefined],
    ['/a', '/ab', undefined],
    ['/a/', '/a/', {}],
    ['/a/', '/a', undefined],
    ['/a/b', '/a', undefined],
    ['/:x', '/a', { x: 'a' }],
    ['/:x', '/', undefined],
    ['/:x', '/a/b', undefined],
    ['/:x', '/J%C3%BCrgen%2F1', { x: 'Jürgen/1' }],
    ['/:x', '/100%', { x: '100%' }],
    ['/:x/b', '/a/b', { x: 'a' }],
    ['/:x/b', '//b', undefined],
    ['/a/:x?', '/a', {}],
    ['/a/:x?', '/a/b', { x: 'b' }],
    ['/a/:x?', '/a/', undefined],
    ['/a/:x?', '/a/b/c', undefined],
    ['/:x?', '/', {}],
    ['/:x?', '/a', { x: 'a' }],
    ['/*', '/a', {}],
    ['/*', '/', undefined],
    ['/a/*/b', '/a/x/b', {}],
    ['/a/*/b', '/a//b', undefined],
    ['/a/**', '/a', {}],
    ['/a/**', '/a/', {}],
    ['/a/**', '/a/b/c', {}],
    ['/a/**', '/ab', undefined],
    ['/**:rest', '/', { rest: '' }],
    ['/**:rest', '/a/b%20c/', { rest: 'a/b c/' }],
    ['/a/**:rest', '/a', { rest: '' }],
    ['/:__proto__', '/a', { ['__proto__']: 'a' }],
    ['/a.c', '/abc', undefined],
  ])('%s on %s', (pattern, path, params) => {
    const found = pathMatcher(pattern)(path)
    expect(found && Object.entries(found)).toEqual(params && Object.entries(params))
  })

  it('reads back the path that params make', () => {
    const segment = fc.oneof(
      fc.constantFrom('a', 'b.c', 'users'),
      fc.nat(3).map((n) => `:p${n}`),
    )
    const pattern = fc.uniqueArray(segment, { maxLength: 5 })
    const value = soundText.filter((text) => text !== '')
    fc.assert(
      fc.property(pattern, fc.array(value, { minLength: 4, maxLength: 4 }), (segments, values) => {
        const params: { [name: string]: string } = {}
        const path = segments.map((one) => {
          if (!one.startsWith(':')) return one
          const taken = (params[one.slice(1)] = values[Number(one.slice(2))]!)
          return encodeURIComponent(taken)
        })
        const { path: parsed } = parseRoute(`/${segments.join('/')}`)
        expect({ ...pathMatcher(parsed)(`/${path.join('/')}`) }).toEqual(params)
      }),
    )
  })
})

describe('routeRank', () => {
  const ranked = ['/', '/a', '/a/b', '/a/:x/c', '/a/:x', '/a/:x?', '/a/**', '/:x/b', '/:x', '/:x?', '/**']

  it('goes from text by params to the rest, at the first segment that differs', () => {
    const sorted = [...ranked].reverse().sort((a, b) => (routeRank(a) < routeRank(b) ? -1 : 1))
    const before = (one: string, other: string): boolean => sorted.indexOf(one) < sorted.indexOf(other)
    // Only the order of patterns that share a path means something.
    for (const [one, other] of [
      ['/a', '/a/:x?'],
      ['/a/b', '/a/:x'],
      ['/a/b', '/a/**'],
      ['/a/:x', '/a/:x?'],
      ['/a/:x', '/a/**'],
      ['/a/:x?', '/a/**'],
      ['/a/:x', '/:x/b'],
      ['/a/**', '/:x/b'],
      ['/a', '/:x'],
      ['/:x', '/:x?'],
      ['/', '/:x?'],
      ['/:x/b', '/**'],
      ['/', '/**'],
    ] as const) {
      expect([one, other, before(one, other)]).toEqual([one, other, true])
    }
  })

  it('is one for patterns that differ in names only', () => {
    expect(routeRank('/a/:x/**:y')).toBe(routeRank('/a/*/**'))
    expect(routeRank('/a/:x')).not.toBe(routeRank('/a/x'))
    expect(routeRank('/a/:x')).not.toBe(routeRank('/a/1'))
  })
})
