import { describe, expect, it } from 'vitest'
import { call, eventOf } from '../../test/plain.ts'
import { on } from '../function.ts'
import { http } from './trigger.ts'

describe('http()', () => {
  it('takes every request but those of a method nobody should see', async () => {
    const fn = on(http(), ({ method, path }) => `${method} ${path}`)
    expect(fn.trigger).toMatchObject({ kind: 'http', route: undefined })
    expect((await call(fn, { method: 'PATCH', path: '/a/b' })).body).toBe('PATCH /a/b')
    expect((await call(fn, { method: 'TRACE' })).status).toBe(405)
    expect((await call(fn, { method: null })).status).toBe(400)
  })

  it('has no params', async () => {
    const fn = on(http(), ({ params }) => Object.keys(params).length)
    expect((await call(fn)).body).toBe('0')
  })
})

describe('http(route)', () => {
  const fn = on(http('GET /hello/:name'), ({ params }) => `Hello ${params.name}`)

  it('is written down on the trigger', () => {
    expect(fn.trigger).toMatchObject({ kind: 'http', route: 'GET /hello/:name' })
  })

  it('fills in the params, decoded once', async () => {
    expect((await call(fn, { path: '/hello/J%C3%BCrgen%2525' })).body).toBe('Hello Jürgen%25')
  })

  it('answers HEAD as GET, without the body', async () => {
    expect(await call(fn, { path: '/hello/x', method: 'HEAD' })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: '',
    })
  })

  it('answers another path with 404', async () => {
    const { status, body } = await call(fn, { path: '/bye' })
    expect([status, JSON.parse(body)]).toMatchObject([404, { detail: 'Nothing is served at /bye' }])
  })

  it.each([
    ['GET', 'POST', 'GET, HEAD'],
    ['POST', 'GET', 'POST'],
    ['POST', 'HEAD', 'POST'],
    ['HEAD', 'GET', 'HEAD'],
  ])('%s answers %s with 405 and Allow: %s', async (method, asked, allow) => {
    const one = on(http(`${method} /a`), () => 'a')
    expect(await call(one, { path: '/a', method: asked })).toMatchObject({ status: 405, headers: { allow } })
  })

  it('without a method takes all of them, but those nobody should see', async () => {
    const any = on(http('/a'), ({ method }) => method)
    expect((await call(any, { path: '/a', method: 'DELETE' })).body).toBe('DELETE')
    expect((await call(any, { path: '/a', method: 'CONNECT' })).status).toBe(405)
    expect((await call(any, { path: '/b', method: 'CONNECT' })).status).toBe(405)
  })

  it('answers a method that is none with 400, on any path', async () => {
    for (const path of ['/hello/x', '/bye'])
      expect((await call(fn, { path, method: 'G ET' })).status).toBe(400)
  })

  it('is checked where it is written', () => {
    expect(() => http('hello')).toThrow(expect.objectContaining({ code: 'SAMPAN_BAD_ROUTE' }) as Error)
  })

  it('leaves the params of other events alone', () => {
    const event = eventOf({ path: '/hello/a' })
    void fn.trigger.prepare!(event)
    expect({ ...event.params }).toEqual({ name: 'a' })
    expect(Object.keys(eventOf().params)).toEqual([])
    expect(() => Object.assign(eventOf().params, { name: 'b' })).toThrow(TypeError)
  })
})
