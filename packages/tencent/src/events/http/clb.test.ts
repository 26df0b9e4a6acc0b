import { reply } from '@sampan/core'
import { describe, expect, it, vi } from 'vitest'
import { answer, clbEvent, see } from '../../../test/support.ts'

describe('Cloud Load Balancer: request', () => {
  it('is read from its headers', async () => {
    const seen = await see(clbEvent({ 'X-Args': 'tag=a&tag=b%20c&bare' }), async (event) => ({
      method: event.method,
      path: event.path,
      search: event.search,
      query: { ...event.query },
      url: event.url,
      ip: event.client.ip,
      body: await event.json(),
    }))
    expect(seen).toEqual({
      method: 'PUT',
      path: '/orders',
      search: 'tag=a&tag=b%20c&bare',
      query: { tag: ['a', 'b c'], bare: '' },
      url: 'http://shop.example.com/orders?tag=a&tag=b%20c&bare',
      ip: '198.51.100.9',
      body: { size: 'L', count: 2 },
    })
  })

  it('finds the headers in lower case, as an HTTP/2 listener writes them', async () => {
    const headers = { 'x-method': 'POST', 'x-uri': '/low', 'x-real-ip': '198.51.100.12' }
    const seen = await see({ headers, payload: '' }, ({ method, path, client }) => [method, path, client.ip])
    expect(seen).toEqual(['POST', '/low', '198.51.100.12'])
  })

  it('believes its own spelling before another one', async () => {
    const native = { ...clbEvent() } as { headers: object }
    native.headers = { 'x-method': 'DELETE', 'x-real-ip': '192.0.2.66', ...native.headers }
    expect(await see(native, ({ method, client }) => [method, client.ip])).toEqual(['PUT', '198.51.100.9'])
  })

  it.each([
    ['decoded letters', { 'X-Uri': '/日本/a b' }, '/%E6%97%A5%E6%9C%AC/a%20b', ''],
    ['a decoded %', { 'X-Uri': '/100%' }, '/100%25', ''],
    ['the name of the documentation', { 'X-Uri': undefined, 'X-Url': '/url' }, '/url', ''],
    ['a query in the path', { 'X-Uri': '/list?page=2' }, '/list', 'page=2'],
    ['a decoded ? beside a query', { 'X-Uri': '/what?', 'X-Args': 'a=1' }, '/what%3F', 'a=1'],
  ])('path: %s', async (_, headers, path, search) => {
    const seen = await see(clbEvent(headers), (event) => [event.path, event.search])
    expect(seen).toEqual([path, search])
  })

  it('takes the last of X-Forwarded-For where X-Real-IP is missing', async () => {
    expect(await see(clbEvent({ 'X-Real-IP': undefined }), (event) => event.client.ip)).toBe('198.51.100.9')
  })

  it.each([
    ['text', 'plain', 'false', 'plain'],
    ['base64, flagged as text', 'aGk=', 'true', 'hi'],
    ['base64, flagged as a boolean', 'aGk=', true, 'hi'],
    ['a value that was parsed, however it is flagged', [1, 'a'], 'true', '[1,"a"]'],
    ['nothing', undefined, 'false', ''],
  ])('body: %s', async (_, payload, isBase64Encoded, text) => {
    const native = clbEvent({}, { payload, isBase64Encoded })
    expect(await see(native, (event) => event.text())).toBe(text)
  })

  it('says what to configure where method and path are not passed', async () => {
    const spy = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    try {
      const bare = clbEvent({ 'X-Method': undefined, 'X-Uri': undefined })
      const answered = (await answer(bare, () => 'never')) as { statusCode: number; body: string }
      expect(answered.statusCode).toBe(400)
      expect(JSON.parse(answered.body)).toMatchObject({ code: 'SAMPAN_BAD_METHOD' })
      expect(String(spy.mock.calls)).toContain('SAMPAN_CLB_HEADERS')
    } finally {
      spy.mockRestore()
    }
  })
})

describe('Cloud Load Balancer: reply', () => {
  it('has lists for repeated headers', async () => {
    const made = reply(200, 'hi', { 'set-cookie': ['a=1', 'b=2'] })
    expect(await answer(clbEvent(), () => made)).toEqual({
      isBase64Encoded: false,
      statusCode: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'set-cookie': ['a=1', 'b=2'] },
      body: 'hi',
    })
  })
})
