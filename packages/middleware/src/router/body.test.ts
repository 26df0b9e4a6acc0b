import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { caller } from '../../test/call.ts'
import { router } from './index.ts'

const call = caller(
  router()
    .post('/echo', { body: z.unknown() }, ({ body }) => ({ body }))
    .post('/raw', async (event) => ({ text: await event.text() })),
)

const post = (type: string | undefined, body?: string): ReturnType<typeof call> =>
  call('POST /echo', {
    ...(type === undefined ? {} : { headers: { 'content-type': type } }),
    ...(body === undefined ? {} : { body }),
  })

describe('JSON', () => {
  it.each([
    'application/json',
    'Application/JSON ; charset=utf-8',
    'application/merge-patch+json',
    'application/vnd.acme.v1+JSON;q=1',
    '',
    undefined,
  ])('is what %s is read as', async (type) => {
    expect(await post(type, '{"a":[1,null]}')).toMatchObject({
      status: 200,
      json: { body: { a: [1, null] } },
    })
  })

  it.each([
    ['{"a":', 'The body is not valid JSON'],
    ['a=1', 'The body is not valid JSON'],
    ['', 'The body is empty where JSON is expected'],
    [undefined, 'The body is empty where JSON is expected'],
  ])('%j is 400', async (body, detail) => {
    expect(await post('application/json', body)).toMatchObject({
      status: 400,
      json: { code: 'SAMPAN_BODY_NOT_JSON', detail },
    })
  })

  it.each(['{"__proto__":{"admin":true}}', '{"a":[{"__proto__":1}]}', '{"\\u005f_proto__":{}}'])(
    '%s is 400',
    async (body) => {
      expect(await post('application/json', body)).toMatchObject({
        status: 400,
        json: { code: 'SAMPAN_BODY_PROTO' },
      })
    },
  )
})

describe('forms', () => {
  const type = 'application/x-www-form-urlencoded'

  it('are read as a query is, repeated keys as lists', async () => {
    expect((await post(`${type}; charset=utf-8`, 'a=1&b=x+y&a=2&c=%C3%A9&d')).json).toEqual({
      body: { a: ['1', '2'], b: 'x y', c: 'é', d: '' },
    })
    expect((await post(type)).json).toEqual({ body: {} })
  })

  it('may have any key', async () => {
    const { body } = await post(type, '__proto__=1&constructor=2')
    expect(body).toBe('{"body":{"__proto__":"1","constructor":"2"}}')
  })
})

describe('other types', () => {
  it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/jsonp', 'json', ';'])(
    '%s is 415, with Accept',
    async (type) => {
      expect(await post(type, '{}')).toMatchObject({
        status: 415,
        headers: { accept: 'application/json, application/x-www-form-urlencoded' },
        json: { detail: expect.stringContaining('is not understood here') },
      })
    },
  )

  it('are the handler’s where the route has no schema for the body', async () => {
    const headers = { 'content-type': 'text/plain' }
    expect((await call('POST /raw', { headers, body: 'plain' })).json).toEqual({ text: 'plain' })
  })
})
