import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTable, find, type Match, slot, type Table } from './table.ts'

/** A table whose payloads are the first text of each shape. */
function tableOf(...paths: string[]): Table<string> {
  const table = createTable<string>()
  for (const path of paths) slot(table, path, () => path)
  return table
}

/** Everything that is offered for a path, by refusing it all. */
function offers(table: Table<string>, path: string): string[] {
  const seen: string[] = []
  find(table, path, (payload) => void seen.push(payload), undefined)
  return seen
}

function first(table: Table<string>, path: string): [found: string, ...captures: string[]] | undefined {
  const match = find(table, path, (payload) => payload, undefined)
  return match && [match.found, ...captured(match)]
}

function captured(match: Match<unknown>): string[] {
  const values: string[] = []
  for (let capture = match.captures; capture !== undefined; capture = capture.next) values.push(capture.value)
  return values
}

/** How specific the match is, smaller first, and what it captures. */
function naive(route: string, path: string): { rank: string; captures: string[] } | undefined {
  const segments = route.slice(1).split('/')
  const parts = path.slice(1).split('/')
  const captures: string[] = []
  let rank = ''
  for (const [at, segment] of segments.entries()) {
    if (segment.startsWith('**'))
      return { rank: `${rank}3`, captures: [...captures, parts.slice(at).join('/')] }
    const value = parts[at]
    const any = segment === '*' || segment.startsWith(':')
    if (value === undefined || (any ? value === '' : value !== segment)) return undefined
    if (any) captures.push(value)
    rank += any ? '2' : '1'
  }
  return parts.length === segments.length ? { rank, captures } : undefined
}

describe('what matches', () => {
  it.each([
    ['/', '/', []],
    ['/a/b', '/a/b', []],
    ['/a/', '/a/', []],
    ['/:x', '/v', ['v']],
    ['/:x/:y', '/v/w', ['v', 'w']],
    ['/:x/', '/v/', ['v']],
    ['/a/*/c', '/a/b/c', ['b']],
    ['/**', '/', ['']],
    ['/**', '/a/b', ['a/b']],
    ['/f/**:rest', '/f', ['']],
    ['/f/**:rest', '/f/', ['']],
    ['/f/**:rest', '/f/a//b/', ['a//b/']],
    ['/:x/**', '/v/w', ['v', 'w']],
    ['/:x', '/%2F%zz', ['%2F%zz']],
    ['/:x', '/__proto__', ['__proto__']],
    ['/__proto__', '/__proto__', []],
  ])('%s matches %s', (route, path, captures) => {
    expect(first(tableOf(route), path)).toEqual([route, ...captures])
  })

  it.each([
    ['/', '//'],
    ['/a', '/a/'],
    ['/a/', '/a'],
    ['/a', '/A'],
    ['/a', '/a/b'],
    ['/:x', '/'],
    ['/*', '/'],
    ['/:x', '/v/'],
    ['/:x/b', '//b'],
    ['/a/**', '/ab'],
    ['/a/b', '/a%2Fb'],
    ['/a', '/constructor'],
    ['/:x/a', '/v/__proto__'],
  ])('%s does not match %s', (route, path) => {
    expect(first(tableOf(route), path)).toBeUndefined()
  })
})

describe('precedence', () => {
  it('goes by the first segment that differs: text, then one of any text, then the rest', () => {
    const routes = ['/**', '/:x/**', '/:x/:y', '/:x/b', '/a/**', '/a/:y', '/a/b']
    for (const order of [routes, routes.toReversed()]) {
      expect(offers(tableOf(...order), '/a/b')).toEqual(routes.toReversed())
    }
  })

  it('puts the end of the path before an empty rest', () => {
    expect(offers(tableOf('/:x/**', '/:x', '/f/**', '/f'), '/f')).toEqual(['/f', '/f/**', '/:x', '/:x/**'])
  })

  it('goes back where a more specific beginning leads nowhere', () => {
    const table = tableOf('/a/b/d', '/a/:y/c', '/:x/b/e', '/:x/**')
    expect(first(table, '/a/b/c')).toEqual(['/a/:y/c', 'b'])
    expect(first(table, '/a/b/e')).toEqual(['/:x/b/e', 'a'])
    expect(first(table, '/a/b/f')).toEqual(['/:x/**', 'a', 'b/f'])
  })
})

it('holds one payload for each shape, whatever the names of its params', () => {
  const table = tableOf('/a/:x', '/a/:y', '/a/*', '/f/**', '/f/**:rest', '/s', '/s')
  expect(offers(table, '/a/v')).toEqual(['/a/:x'])
  expect(offers(table, '/f/v')).toEqual(['/f/**'])
  expect(offers(table, '/s')).toEqual(['/s'])
})

describe('against a matcher that tries every route', () => {
  const names = ['a', 'b', '', '..', '__proto__', 'constructor', 'a%2Fb']
  const segment = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...names) },
    { weight: 2, arbitrary: fc.constantFrom(':x', ':y', '*') },
  )
  const route = fc
    .tuple(fc.array(segment, { maxLength: 4 }), fc.constantFrom(undefined, '**', '**:rest', 'a', ''))
    .map(([segments, last]) => `/${[...segments, ...(last === undefined ? [] : [last])].join('/')}`)
  const part = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom('%2F', '%zz', '%', '%00', '\0', ':x', '*', '**', 'é', '\ud800') },
  )
  const path = fc.array(part, { maxLength: 6 }).map((parts) => `/${parts.join('/')}`)

  it('offers every shape that matches once, the most specific first, with what it captures', () => {
    fc.assert(
      fc.property(fc.array(route, { maxLength: 12 }), path, (routes, path) => {
        const expected = new Map<string, string[]>()
        for (const { rank, captures } of routes
          .flatMap((route) => naive(route, path) ?? [])
          .sort((a, b) => (a.rank < b.rank ? -1 : 1))) {
          expected.set(rank, captures)
        }
        const table = createTable<string>()
        for (const route of routes) slot(table, route, () => route)
        const seen = offers(table, path)
        expect(seen.map((route) => naive(route, path)?.rank)).toEqual([...expected.keys()])
        for (const route of seen) {
          const match = find(table, path, (payload, wanted) => (payload === wanted ? true : undefined), route)
          expect(captured(match!)).toEqual(expected.get(naive(route, path)!.rank))
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('hostile paths', () => {
  /** Every combination of `a` and `:x` over ten segments, each with an end that the path does not have. */
  const forks = tableOf(
    ...Array.from({ length: 1024 }, (_, bits) => {
      const segments = Array.from({ length: 10 }, (_, at) => ((bits >> at) & 1 ? 'a' : `:x${at}`))
      return `/${segments.join('/')}/end`
    }),
  )

  it.each([
    ['that fit every route but for its end', `${'/a'.repeat(10)}/other`],
    ['of 100,000 segments', '/a'.repeat(100_000)],
    ['of 100,000 slashes', '/'.repeat(100_000)],
    ['with a segment of a megabyte', `/${'a'.repeat(1_000_000)}/a`],
  ])('%s end soon', (_, path) => {
    const start = performance.now()
    expect(first(forks, path)).toBeUndefined()
    // Milliseconds on any machine; exponential or quadratic work would take minutes.
    expect(performance.now() - start).toBeLessThan(500)
  })

  it('reach the rest of a path of any length', () => {
    const path = '/a'.repeat(100_000)
    expect(first(tableOf('/:x/**'), path)).toEqual(['/:x/**', 'a', path.slice(3)])
  })
})
