import { reply } from '@sampan/core'
import { describe, expect, it, vi } from 'vitest'
import { answer, easyFaasEvent, httpEvent, see, wire } from '../../../test/support.ts'

describe('HTTP trigger: request', () => {
  it('is read', async () => {
    const seen = await see(httpEvent(), ({ method, path, query, search, url, client }) => ({
      method,
      path,
      query: { ...query },
      search,
      url,
      ip: client.ip,
    }))
    expect(seen).toEqual({
      method: 'GET',
      path: '/orders/7/items',
      query: { page: '2', bare: '' },
      search: 'page=2&bare=',
      url: 'https://0a1b2c3d4e5f6.cfc-execute.gz.baidubce.com/orders/7/items?page=2&bare=',
      ip: undefined,
    })
  })

  it('has its caller where the trigger says so, and nowhere else', async () => {
    const forged = { headers: { 'X-Forwarded-For': '192.0.2.66', 'X-Real-Ip': '192.0.2.66' } }
    expect(await see(httpEvent(forged), (event) => event.client.ip)).toBeUndefined()
    expect(await see(httpEvent(forged, { sourceIp: '198.51.100.7' }), (event) => event.client.ip)).toBe(
      '198.51.100.7',
    )
  })

  it('finds headers in canonical and in lower case', async () => {
    const seen = await see(httpEvent(), ({ headers }) => [
      headers.get('user-agent'),
      headers.get('Authorization'),
      headers.get('x-bce-request-id'),
    ])
    expect(seen).toEqual(['Ada', 'Bearer t', 'f6000000-0000-4000-8000-0000000000b1'])
  })

  it.each([
    ['null', null],
    ['nothing', undefined],
  ])('lives with %s for a query', async (_, queryStringParameters) => {
    const native = httpEvent({ queryStringParameters })
    expect(await see(native, ({ query, search }) => [{ ...query }, search])).toEqual([{}, ''])
  })

  it('takes __proto__ for a key like others', async () => {
    const native = wire(httpEvent({ queryStringParameters: { ['__proto__']: 'x' } }))
    expect(await see(native, ({ query }) => Object.entries(query))).toEqual([['__proto__', 'x']])
  })

  it('decodes a body that is flagged as base64', async () => {
    const native = httpEvent({ httpMethod: 'POST', body: 'AP+A', isBase64Encoded: true })
    expect(await see(native, async (event) => [...(await event.bytes())])).toEqual([0, 255, 128])
  })

  it('cuts the base path off', async () => {
    expect(await see(httpEvent(), (event) => event.path, { basePath: '/orders' })).toBe('/7/items')
  })
})

describe('EasyFaaS: request', () => {
  it('is one for the path /', async () => {
    const seen = await see(easyFaasEvent(), async (event) => ({
      method: event.method,
      path: event.path,
      query: { ...event.query },
      body: await event.json(),
      ip: event.client.ip,
    }))
    expect(seen).toEqual({ method: 'POST', path: '/', query: { a: '1' }, body: { size: 'L' }, ip: undefined })
  })
})

describe('HTTP trigger: reply', () => {
  it('is an object with one text a header', async () => {
    const made = reply(201, { id: 7 }, { vary: ['accept', 'origin'], 'set-cookie': 'a=1' })
    expect(await answer(httpEvent(), () => made)).toEqual({
      isBase64Encoded: false,
      statusCode: 201,
      headers: { 'content-type': 'application/json', vary: 'accept, origin', 'set-cookie': 'a=1' },
      body: '{"id":7}',
    })
  })

  it('always has the body that is required', async () => {
    expect(await answer(httpEvent(), () => {})).toMatchObject({ statusCode: 204, body: '' })
  })

  it('is base64 where it is no text', async () => {
    expect(await answer(httpEvent(), () => new Uint8Array([0, 255]))).toMatchObject({
      isBase64Encoded: true,
      body: 'AP8=',
    })
  })

  it('carries one cookie, and says once what was lost and what helps', async () => {
    const written: string[] = []
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((line) => written.push(String(line)) > 0)
    try {
      const first = (await answer(httpEvent(), twoCookies)) as { headers: object }
      await answer(httpEvent(), twoCookies)
      expect(first.headers).toMatchObject({ 'set-cookie': 'b=2; Expires=Mon, 01 Nov 2027 00:00:00 GMT' })
    } finally {
      spy.mockRestore()
    }
    const warnings = written.filter((line) => line.includes('SAMPAN_COOKIES_LOST'))
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain('Put the values into one cookie')
  })

  it('has 6 MiB of envelope and not a byte more', async () => {
    const empty = (await answer(httpEvent(), fill(0))) as object
    const room = 6 * 1024 * 1024 - Buffer.byteLength(JSON.stringify(empty))
    const spy = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    try {
      expect(await answer(httpEvent(), fill(room))).toMatchObject({ statusCode: 200 })
      expect(await answer(httpEvent(), fill(room + 1))).toMatchObject({ statusCode: 500 })
      expect(String(spy.mock.calls)).toContain('SAMPAN_REPLY_TOO_LARGE')
    } finally {
      spy.mockRestore()
    }
  })
})

function twoCookies(): unknown {
  return reply(200, 'hi', { 'set-cookie': ['a=1', 'b=2; Expires=Mon, 01 Nov 2027 00:00:00 GMT'] })
}

function fill(size: number): () => unknown {
  return () => reply(200, 'x'.repeat(size), { 'content-type': 'text/plain' })
}
