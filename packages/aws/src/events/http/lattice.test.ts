import { reply } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { answer, quiet, see, wire } from '../../../test/support.ts'
import { latticeV1, latticeV2 } from '../../samples.ts'

const SERVICE = 'arn:aws:vpc-lattice:eu-west-1:123456789012:service/svc-0123'

function v2(over: object = {}, identity?: object): object {
  return {
    version: '2.0',
    path: '/',
    method: 'GET',
    headers: { host: ['svc.example.com'] },
    requestContext: { serviceArn: SERVICE, identity },
    isBase64Encoded: false,
    ...over,
  }
}

function v1(over: object = {}): object {
  return {
    raw_path: '/',
    method: 'GET',
    headers: { host: 'svc.example.com' },
    is_base64_encoded: false,
    ...over,
  }
}

describe('Lattice: request', () => {
  it('version 2 reads lists, and strings where they stand instead', async () => {
    const native = v2({
      headers: {
        'x-tag': ['one', 'two'],
        accept: '*/*',
        'x-forwarded-for': ['192.0.2.1', '10.0.0.1, 10.0.0.2'],
      },
      queryStringParameters: { id: ['1', '2'], q: ['a b'], s: 'x+y' },
    })
    const seen = await see(native, (it) => ({
      tags: it.headers.getAll('X-Tag'),
      accept: it.headers.get('Accept'),
      query: { ...it.query },
      search: it.search,
      ip: it.client.ip,
    }))
    expect(seen).toEqual({
      tags: ['one', 'two'],
      accept: '*/*',
      query: { id: ['1', '2'], q: 'a b', s: 'x+y' },
      search: 'id=1&id=2&q=a%20b&s=x%2By',
      ip: '10.0.0.2',
    })
  })

  it.each([
    ['version 2', v2({ path: '/a%20b?x=1&x=%202#f', queryStringParameters: { x: ['lost'] } })],
    ['version 1', v1({ raw_path: '/a%20b?x=1&x=%202#f', query_string_parameters: { x: 'lost' } })],
  ])('%s takes the query of the path before that of the map', async (_, native) => {
    const seen = await see(native, (it) => [it.path, it.search, it.query['x'], it.url])
    expect(seen).toEqual([
      '/a%20b',
      'x=1&x=%202#f',
      ['1', ' 2#f'],
      'https://svc.example.com/a%20b?x=1&x=%202%23f',
    ])
  })

  it('version 1 decodes its body by its own flag', async () => {
    const native = v1({
      method: 'POST',
      body: 'AP8=',
      is_base64_encoded: true,
      query_string_parameters: { a: 'b c' },
    })
    expect([...(await see(native, (it) => it.bytes()))]).toEqual([0, 255])
    expect(await see(native, (it) => [it.query['a'], it.search])).toEqual(['b c', 'a=b%20c'])
  })
})

describe('Lattice: reply', () => {
  it.each([
    ['version 1', v1()],
    ['version 2', v2()],
  ])('%s has one value a header and a status line', async (_, native) => {
    expect(
      wire(await answer(native, () => reply(202, 'ok', { vary: ['a', 'b'], 'set-cookie': 'a=1' }))),
    ).toEqual({
      statusCode: 202,
      statusDescription: '202 Accepted',
      headers: { 'content-type': 'text/plain; charset=utf-8', vary: 'a, b', 'set-cookie': 'a=1' },
      body: 'ok',
      isBase64Encoded: false,
    })
  })

  it('says once that of several cookies only the last was sent', async () => {
    const lines = await quiet(async () => {
      for (const native of [v2(), v1()]) {
        const envelope = await answer(native, () => reply(200, '', { 'set-cookie': ['a=1', 'b=2'] }))
        expect(latticeV2.reply(envelope).headers).toContainEqual(['set-cookie', 'b=2'])
      }
    })
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'warn', code: 'SAMPAN_COOKIES_LOST' })
  })

  it('keeps a header that is called __proto__', async () => {
    const envelope = await answer(v2(), () => reply(200, '', { ['__proto__']: 'x' }))
    expect(latticeV1.reply(envelope).headers).toContainEqual(['__proto__', 'x'])
  })
})

describe('samples', () => {
  const request = {
    method: 'POST',
    path: '/a%2Fb',
    search: 'tag=a&tag=b+c',
    headers: [
      ['X-Tag', 'one'],
      ['x-tag', 'two'],
    ],
    body: Uint8Array.of(0, 255),
    ip: '10.1.2.3',
  } as const

  it('version 1 has one value a name, version 2 lists', () => {
    expect(latticeV1.request(request)).toMatchObject({
      raw_path: '/a%2Fb',
      headers: { 'x-tag': 'one,two', 'x-forwarded-for': '10.1.2.3' },
      query_string_parameters: { tag: 'b c' },
      body: 'AP8=',
      is_base64_encoded: true,
    })
    expect(latticeV2.request(request)).toMatchObject({
      path: '/a%2Fb',
      headers: { 'x-tag': ['one', 'two'] },
      queryStringParameters: { tag: ['a', 'b c'] },
      body: 'AP8=',
      isBase64Encoded: true,
    })
  })

  it.each([
    ['a header that is a list', { statusCode: 200, headers: { 'set-cookie': ['a=1', 'b=2'] } }, /is a list/],
    ['more than 6 MB', { statusCode: 200, body: 'x'.repeat(6_291_556) }, /more than 6291556/],
  ])('refuse %s', (_, envelope, message) => {
    expect(() => latticeV1.reply(envelope)).toThrow(message)
    expect(() => latticeV2.reply(envelope)).toThrow(message)
  })
})
