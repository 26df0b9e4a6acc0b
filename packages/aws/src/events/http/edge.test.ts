import { reply } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { answer, quiet, see, wire } from '../../../test/support.ts'
import { edge } from '../../samples.ts'

function event(request: object = {}, eventType = 'viewer-request'): object {
  const headers = { host: [{ key: 'Host', value: 'cdn.example.com' }] }
  const cf = {
    config: { distributionDomainName: 'd0000000000000.cloudfront.net', eventType },
    request: { clientIp: '198.51.100.7', method: 'GET', uri: '/', querystring: '', headers, ...request },
  }
  return { Records: [{ cf }] }
}

describe('Lambda@Edge: request', () => {
  it('reads uri, querystring and the lists of header lines', async () => {
    const native = event({
      uri: '/a%20b/%E6%97%A5',
      querystring: 'c=RED&c=BLUE&q=a+b%26c',
      headers: {
        host: [{ key: 'Host', value: 'cdn.example.com' }],
        'x-tag': [
          { key: 'X-Tag', value: 'one' },
          { key: 'x-tag', value: 'two' },
        ],
        cookie: [{ value: 'a=1' }, { value: 'b=2' }],
        'x-forwarded-for': [{ key: 'X-Forwarded-For', value: '192.0.2.66' }],
        'x-forwarded-proto': [{ key: 'X-Forwarded-Proto', value: 'http' }],
      },
    })
    const seen = await see(native, (it) => ({
      path: it.path,
      search: it.search,
      query: { ...it.query },
      tags: it.headers.getAll('X-Tag'),
      cookie: it.headers.get('cookie'),
      cookies: { ...it.cookies },
      ip: it.client.ip,
      url: it.url,
    }))
    expect(seen).toEqual({
      path: '/a%20b/%E6%97%A5',
      search: 'c=RED&c=BLUE&q=a+b%26c',
      query: { c: ['RED', 'BLUE'], q: 'a b&c' },
      tags: ['one', 'two'],
      cookie: 'a=1; b=2',
      cookies: { a: '1', b: '2' },
      ip: '198.51.100.7',
      url: 'https://cdn.example.com/a%20b/%E6%97%A5?c=RED&c=BLUE&q=a+b%26c',
    })
  })

  it('decodes the body by its encoding', async () => {
    const base64 = event({
      method: 'POST',
      body: { data: 'AP8=', encoding: 'base64', inputTruncated: false },
    })
    expect([...(await see(base64, (it) => it.bytes()))]).toEqual([0, 255])
    const text = event({ method: 'POST', body: { data: 'AP8=', encoding: 'text' } })
    expect(await see(text, (it) => it.text())).toBe('AP8=')
  })

  it('refuses to read half a body', async () => {
    const native = event({ method: 'POST', body: { data: 'AP8=', encoding: 'base64', inputTruncated: true } })
    const { status, body } = edge.reply(await answer(native, (it) => it.json()))
    expect(status).toBe(413)
    expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({ code: 'SAMPAN_BODY_TRUNCATED' })
    expect(await answer(native, (it) => it.method)).toMatchObject({ status: '200' })
  })

  it('leaves the response triggers to others', async () => {
    const native = event() as { Records: [{ cf: { response?: object } }] }
    native.Records[0].cf.response = { status: '200' }
    await expect(answer(native, () => 'hi')).rejects.toMatchObject({ code: 'SAMPAN_UNKNOWN_EVENT' })
  })
})

describe('Lambda@Edge: reply', () => {
  it('has a status that is text and lists of header lines', async () => {
    const envelope = await answer(event(), () => reply(201, { a: 1 }, { 'set-cookie': ['a=1', 'b=2'] }))
    expect(wire(envelope)).toEqual({
      status: '201',
      statusDescription: 'Created',
      headers: {
        'content-type': [{ key: 'content-type', value: 'application/json' }],
        'set-cookie': [
          { key: 'set-cookie', value: 'a=1' },
          { key: 'set-cookie', value: 'b=2' },
        ],
      },
      body: '{"a":1}',
      bodyEncoding: 'text',
    })
  })

  it('has no body field where there is no body: a 204 with one would be a 502', async () => {
    expect(wire(await answer(event(), () => undefined))).toEqual({
      status: '204',
      statusDescription: 'No Content',
      headers: {},
    })
  })

  it('leaves out the headers that would be a 502, and says so', async () => {
    const forbidden = [
      'connection',
      'expect',
      'host',
      'keep-alive',
      'proxy-authenticate',
      'trailer',
      'upgrade',
      'via',
    ]
    const more = [
      'x-accel-redirect',
      'x-amz-cf-id',
      'x-cache',
      'x-edge-location',
      'x-forwarded-proto',
      'x-real-ip',
    ]
    const headers = Object.fromEntries([...forbidden, ...more].map((name) => [name, 'x']))
    let envelope: unknown
    const lines = await quiet(async () => {
      envelope = await answer(event(), () =>
        reply(200, 'hi', { ...headers, 'x-mine': 'kept', 'x-cached': 'kept' }),
      )
    })
    expect(edge.reply(envelope).headers.map(([name]) => name)).toEqual(['x-mine', 'x-cached', 'content-type'])
    expect(JSON.parse(lines[0]!)).toMatchObject({ code: 'SAMPAN_HEADER_LOST' })
  })

  it('keeps a header that is called __proto__', async () => {
    const envelope = await answer(event(), () => reply(200, '', { ['__proto__']: 'x' }))
    expect(edge.reply(envelope).headers).toContainEqual(['__proto__', 'x'])
  })

  it.each([
    ['viewer-request', 40_000],
    ['origin-request', 1_048_000],
  ])('at %s carries about %d bytes', async (eventType, size) => {
    expect(await answer(event({}, eventType), () => 'x'.repeat(size))).toMatchObject({ status: '200' })
    const lines = await quiet(async () => {
      const envelope = await answer(event({}, eventType), () => 'x'.repeat(size + 2_000))
      expect(edge.reply(envelope).status).toBe(500)
    })
    expect(lines.join('')).toContain('SAMPAN_REPLY_TOO_LARGE')
  })
})

describe('sample', () => {
  it('keeps each header line, in its case, and cuts the body at 40 KB', () => {
    const native = edge.request({
      method: 'POST',
      path: '/a%2Fb',
      search: 'a=%20',
      headers: [
        ['X-Tag', 'one'],
        ['x-tag', 'two'],
      ],
      body: new Uint8Array(40_961),
      host: 'cdn.example.com',
    }) as any
    const { body, ...request } = native.Records[0].cf.request
    expect(request).toEqual({
      clientIp: '203.0.113.10',
      method: 'POST',
      uri: '/a%2Fb',
      querystring: 'a=%20',
      headers: {
        'x-tag': [
          { key: 'X-Tag', value: 'one' },
          { key: 'x-tag', value: 'two' },
        ],
        host: [{ key: 'Host', value: 'cdn.example.com' }],
      },
    })
    expect(Buffer.from(body.data, 'base64')).toHaveLength(40_960)
    expect(body.inputTruncated).toBe(true)
  })

  const ok = { status: '200', headers: {} }
  it.each([
    ['a status that is a number', { ...ok, status: 200 }, /no string/],
    ['a forbidden header', { ...ok, headers: { via: [{ value: 'x' }] } }, /header via/],
    ['a header that is no list', { ...ok, headers: { a: 'x' } }, /no list/],
    ['an upper-case name', { ...ok, headers: { A: [{ value: 'x' }] } }, /lower-case/],
    ['a key of another name', { ...ok, headers: { a: [{ key: 'b', value: 'x' }] } }, /a key of header a/],
    ['an unknown encoding', { ...ok, bodyEncoding: 'utf8' }, /bodyEncoding/],
    ['a 204 with a body field', { status: '204', body: '' }, /204 has no body/],
    ['more than 40 KB', { ...ok, body: 'x'.repeat(40_960) }, /more than 40960/],
  ])('refuses %s', (_, envelope, message) => {
    expect(() => edge.reply(envelope)).toThrow(message)
  })
})
