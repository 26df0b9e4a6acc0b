import { describe, expect, it } from 'vitest'
import { eventOf } from '../../test/plain.ts'
import { methodNotAllowed, refuseMethod } from './method.ts'

describe('refuseMethod', () => {
  it.each([
    'GET',
    'POST',
    'HEAD',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'QUERY',
    'PROPFIND',
    'patch',
    "M-SEARCH!#$%&'*+.^_`|~",
  ])('lets %s through', (method) => {
    expect(refuseMethod(eventOf({ method }))).toBeUndefined()
  })

  it.each(['', 'GET /', 'G\r\nET', 'GÉT', null, 7, ['GET'], { a: 1 }])('answers 400 to %j', (method) => {
    expect(refuseMethod(eventOf({ method }))).toMatchObject({ status: 400, code: 'SAMPAN_BAD_METHOD' })
  })

  it.each(['TRACE', 'trace', 'TRACK', 'CONNECT'])('answers 405 to %s, which Fetch forbids', (method) => {
    expect(refuseMethod(eventOf({ method }))).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS' },
    })
  })
})

describe('methodNotAllowed', () => {
  it('names the methods that are', () => {
    expect(methodNotAllowed('PUT', 'GET, HEAD')).toMatchObject({
      status: 405,
      message: 'PUT is not served here',
      headers: { allow: 'GET, HEAD' },
    })
  })
})
