import { HttpError, type Middleware, on, http, toFetch, use } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { caller } from '../../test/call.ts'
import { cors } from '../cors/index.ts'
import { router } from './index.ts'

const handler = (): string => 'in'
const deny: Middleware = () => {
  throw new HttpError(401, 'no')
}

describe('a guard that would be none fails at start-up', () => {
  it.each<[string, unknown, string]>([
    ['misspelt beside another', { authenticated: true, role: ['admin'] }, 'did you mean "roles"?'],
    ['misspelt beside roles', { roles: ['a'], scope: ['a'] }, 'did you mean "scopes"?'],
    ['null', null, 'an identity that asks for nothing'],
    ['a text for a list', { roles: 'admin' }, 'an identity that asks for nothing'],
    ['an empty role', { roles: [''] }, 'an identity that asks for nothing'],
    ['false', { authenticated: false }, 'an identity that asks for nothing'],
  ])('%s', (_, identity, message) => {
    expect(() => router().get('/a', { identity } as object, handler)).toThrow(message)
  })

  it('a version that is no text, a header that is none, a mount of something else', () => {
    expect(() => router().get('/a', { version: 2 } as object, handler)).toThrow('has no version in 2')
    expect(() => router(undefined, { versionHeader: 'a b' })).toThrow('no header in "a b"')
    expect(() => router().mount('/a', {} as never)).toThrow('mount("/a") takes a router')
  })

  it('a middleware that an import cycle left undefined', () => {
    expect(() => router().use(undefined as never)).toThrow('use() takes a middleware')
    expect(() => use(undefined as never)).toThrow('use() takes a middleware')
    expect(() => use(deny).use(undefined as never)).toThrow('use() takes a middleware')
    expect(() => router().get('/a', { use: { layers: [undefined] } as never }, handler)).toThrow(
      'no pipeline',
    )
  })
})

describe('a path that is written otherwise', () => {
  const call = caller(
    router()
      .get('/files/secret', { identity: { roles: ['admin'] } }, handler)
      .get('/files/:name', ({ params }) => params.name)
      .get('/café', () => 'café')
      .get('/:page', ({ params }) => params.page),
  )

  it.each(['/files/%73ecret', '/files/secre%74', '/%66iles/secret'])(
    '%s meets the same guard',
    async (path) => {
      expect((await call(`GET ${path}`)).status).toBe(401)
    },
  )

  it('is the same route, and what is reserved stays apart', async () => {
    expect((await call('GET /caf%c3%a9')).body).toBe('café')
    expect((await call('GET /files%2Fsecret')).body).toBe('files/secret')
    expect((await call('GET /%2566iles')).body).toBe('%66iles')
    expect(() => router().get('/a', handler).get('/%61', handler)).toThrow('No request can tell')
  })
})

describe('a path of a mounted router', () => {
  const origin = 'https://shop.example'
  const inner = router(use(cors({ origin }))).put('/x', handler)
  const send = toFetch(on(http(), router().mount('/api', inner).get('/', handler)))
  const preflight = { origin, 'access-control-request-method': 'PUT' }

  it('answers its preflights and misses inside of its own middleware', async () => {
    const asked = await send(new Request('http://h/api/x', { method: 'OPTIONS', headers: preflight }))
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, origin])
    const missed = await send(new Request('http://h/api/x', { headers: { origin } }))
    expect([missed.status, missed.headers.get('access-control-allow-origin')]).toEqual([405, origin])
    const nowhere = await send(new Request('http://h/api/y', { headers: { origin } }))
    expect([nowhere.status, nowhere.headers.get('access-control-allow-origin')]).toEqual([404, null])
  })
})

it('a host of its own goes before a method of any host', async () => {
  const call = caller(
    router()
      .all('/x', { host: 'api.example.com' }, () => 'api')
      .get('/x', () => 'site'),
  )
  expect((await call('GET /x', { headers: { host: 'api.example.com' } })).body).toBe('api')
  expect((await call('GET /x', { headers: { host: 'example.com' } })).body).toBe('site')
})

describe('what the caller takes', () => {
  const call = caller(router().get('/x', { produces: 'application/json' }, () => ({ a: 1 })))

  it.each<[string, number]>([
    ['*/*;charset=utf-8', 200],
    ['application/*; charset=UTF-8', 200],
    ['application/json;charset=utf-8', 200],
    ['application/json;charset=utf-8;q=0, application/json', 200],
    ['application/json;q=0', 406],
    ['*/*;level=1', 406],
  ])('%s: %d', async (accept, status) => {
    expect((await call('GET /x', { headers: { accept } })).status).toBe(status)
  })

  it('of two that differ in their charset is the one that it names', async () => {
    const call = caller(
      router()
        .get('/x', { produces: 'text/csv' }, () => 'any')
        .get('/x', { produces: 'text/csv; charset=utf-8' }, () => 'utf-8'),
    )
    expect((await call('GET /x', { headers: { accept: 'text/csv;charset=utf-8' } })).body).toBe('utf-8')
  })
})

it('the suffix of a type stands behind its last plus', async () => {
  const call = caller(router().post('/x', { consumes: 'application/*+json' }, handler))
  const headers = { 'content-type': 'application/vnd.a+b+json' }
  expect((await call('POST /x', { headers, body: '{}' })).status).toBe(200)
})

it('a body that a schema checks has a limit where the route says none', async () => {
  const any = {
    '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) },
  } as const
  const send = toFetch(
    on(
      http(),
      router().post('/x', { body: any }, () => 'read'),
    ),
  )
  const chunk = new Uint8Array(1024 * 1024).fill(0x20)
  let sent = 0
  const body = new ReadableStream({
    pull: (stream) => (++sent > 64 ? stream.close() : stream.enqueue(chunk)),
  })
  const headers = { 'content-type': 'text/plain' }
  const request = new Request('http://h/x', { method: 'POST', body, headers, duplex: 'half' })
  expect((await send(request)).status).toBe(413)
  expect(sent).toBeLessThan(20)
})
