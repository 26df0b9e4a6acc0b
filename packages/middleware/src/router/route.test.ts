import { describe, expect, it } from 'vitest'
import { type Router, router } from './index.ts'

const handler = (): string => 'ok'

/** What is thrown while the routes are defined. */
function failure(define: (on: Router) => unknown): { code: string; message: string } {
  try {
    define(router())
  } catch (error) {
    return error as { code: string; message: string }
  }
  throw new Error('Nothing was thrown')
}

describe('routes that no request can tell apart fail at definition, and both are named', () => {
  it.each<[define: (on: Router) => unknown, one: string, other: string]>([
    [(on) => on.get('/a', handler).get('/a', handler), 'GET /a', 'GET /a'],
    [(on) => on.get('/a/:x', handler).get('/a/:y', handler), 'GET /a/:x', 'GET /a/:y'],
    [(on) => on.post('/a/:x', handler).post('/a/*', handler), 'POST /a/:x', 'POST /a/*'],
    [(on) => on.all('/a/**', handler).all('/a/**:rest', handler), '/a/**', '/a/**:rest'],
    [(on) => on.get('/a', handler).get('/a/:x?', handler), 'GET /a', 'GET /a/:x?'],
    [(on) => on.get('/a/:x?', handler).get('/a/:y', handler), 'GET /a/:x?', 'GET /a/:y'],
    [(on) => on.get('/:x?', handler).get('/', handler), 'GET /:x?', 'GET /'],
    [(on) => on.get('/é', handler).get('/%C3%A9', handler), 'GET /%C3%A9', 'GET /%C3%A9'],
    [
      (on) => on.get('/a/b', handler).mount('/a', router().get('/:x', handler).get('/b', handler)),
      'GET /a/b',
      'GET /a/b',
    ],
    [
      (on) => on.mount('/:tenant', router().get('/b', handler)).get('/:user/b', handler),
      'GET /:tenant/b',
      'GET /:user/b',
    ],
  ])('%s', (define, one, other) => {
    expect(failure(define)).toMatchObject({
      code: 'SAMPAN_ROUTE_TAKEN',
      message: `No request can tell "${other}" from "${one}": remove one of them`,
    })
  })

  it('another method, or `all` beside one, is another route', () => {
    expect(() => router().get('/a', handler).post('/a', handler).all('/a', handler)).not.toThrow()
  })
})

describe('a bad route fails at definition', () => {
  it.each<[define: (on: Router) => unknown, message: string]>([
    [(on) => on.get('users', handler), '"users" is no route'],
    [(on) => on.get('', handler), '"" is no route'],
    [(on) => on.get('/a b', handler), '"/a b" is no route'],
    [(on) => on.get('GET /a', handler), '"GET /a" names a method where the router takes a path: write "/a"'],
    [(on) => on.all('POST /a', handler), '"POST /a" names a method'],
    [(on) => on.get('/a/:', handler), 'is no route; segments are text'],
    [(on) => on.get('/:x?/b', handler), 'is no route; segments are text'],
    [(on) => on.get('/a?', handler), 'is no route; segments are text'],
    [(on) => on.get('/**/b', handler), 'is no route; segments are text'],
    [(on) => on.get('/***', handler), 'is no route; segments are text'],
    [(on) => on.get('/*.jpg', handler), 'is no route; segments are text'],
    [(on) => on.get('/:x.jpg', handler), 'is no route; segments are text'],
    [(on) => on.get('/a/:id/b/:id', handler), '"/a/:id/b/:id"'],
    [(on) => on.get('/a/:id/**:id', handler), '"/a/:id/**:id"'],
    [(on) => on.mount('/:id', router().get('/:id?', handler)), '"/:id/:id?"'],
    [(on) => on.mount('/:id?', router().get('/a', handler)), 'is no route; segments are text'],
    [(on) => on.mount('/**', router().get('/a', handler)), 'is no route; segments are text'],
    [(on) => on.mount('GET /a', router().get('/b', handler)), '"GET /a/b" names a method'],
    [(on) => on.mount('a', router().get('/b', handler)), '"a/b" is no route'],
    [(on) => on.get('/late', undefined as never), 'The route "/late" has no handler'],
    [(on) => on.get('/late', {}, undefined as never), 'The route "/late" has no handler'],
  ])('%s', (define, message) => {
    expect(failure(define)).toMatchObject({
      code: 'SAMPAN_BAD_ROUTE',
      message: expect.stringContaining(message),
    })
  })

  it('and is not added', () => {
    const on = router().get('/a/:x', handler)
    expect(() => on.get('/a/:y', handler)).toThrow('remove one')
    expect(on.routes.map(({ path }) => path)).toEqual(['/a/:x'])
  })
})

it('an unknown option fails at definition and names the nearest', () => {
  const options = { parms: undefined } as object
  expect(failure((on) => on.get('/users/:id', options, handler))).toMatchObject({
    code: 'SAMPAN_UNKNOWN_OPTION',
    message: 'The route "/users/:id" has no option "parms"; did you mean "params"?',
  })
})
