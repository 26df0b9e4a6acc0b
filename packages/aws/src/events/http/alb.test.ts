import { reply } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { answer, quiet, see, wire } from '../../../test/support.ts'
import { alb, albMultiValue } from '../../samples.ts'

const elb = { targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/t/0123' }

function single(over: object = {}): object {
  return {
    requestContext: { elb },
    httpMethod: 'GET',
    path: '/',
    queryStringParameters: {},
    headers: { host: 'lb.example.com', 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'http' },
    body: '',
    isBase64Encoded: false,
    ...over,
  }
}

function multi(over: object = {}): object {
  const { headers: _, queryStringParameters: __, ...rest } = single() as { [name: string]: unknown }
  return {
    ...rest,
    multiValueHeaders: { host: ['lb.example.com'] },
    multiValueQueryStringParameters: {},
    ...over,
  }
}

describe('ALB: request', () => {
  it('passes the raw pairs of the query through and decodes them once', async () => {
    const queryStringParameters = {
      full_name: 'Kim+Lee',
      'f%5Ba%5D': 'x%2By',
      bad: '100%',
      url: 'a%3Fb%3D1',
      e: '',
    }
    const seen = await see(single({ queryStringParameters, path: '/s/a%2Fb%20c' }), (it) => ({
      path: it.path,
      search: it.search,
      query: { ...it.query },
    }))
    expect(seen).toEqual({
      path: '/s/a%2Fb%20c',
      search: 'full_name=Kim+Lee&f%5Ba%5D=x%2By&bad=100%&url=a%3Fb%3D1&e=',
      query: { full_name: 'Kim Lee', 'f[a]': 'x+y', bad: '100%', url: 'a?b=1', e: '' },
    })
  })

  it('keeps repeated keys and headers apart in multi-value mode', async () => {
    const native = multi({
      multiValueQueryStringParameters: { tag: ['a', 'b%20c'] },
      multiValueHeaders: { cookie: ['a=1', 'b=2'], 'x-tag': ['one', 'two'] },
    })
    const seen = await see(native, (it) => [
      it.query['tag'],
      it.headers.getAll('X-Tag'),
      it.headers.get('cookie'),
      it.cookies['b'],
    ])
    expect(seen).toEqual([['a', 'b c'], ['one', 'two'], 'a=1; b=2', '2'])
  })

  it.each([
    ['one hop', single(), '198.51.100.7'],
    [
      'the last of several',
      single({ headers: { 'x-forwarded-for': '10.0.0.1, 192.0.2.66,198.51.100.9' } }),
      '198.51.100.9',
    ],
    [
      'the last line',
      multi({ multiValueHeaders: { 'x-forwarded-for': ['192.0.2.1', '192.0.2.66, 198.51.100.9'] } }),
      '198.51.100.9',
    ],
    ['none', single({ headers: {} }), undefined],
  ])('takes the address that the balancer saw: %s', async (_, native, expected) => {
    expect(await see(native, (it) => it.client.ip)).toBe(expected)
  })

  it('looks further left for each trusted hop, and no further', async () => {
    const native = single({ headers: { 'x-forwarded-for': '10.0.0.1, 192.0.2.66, 198.51.100.9' } })
    expect(await see(native, (it) => it.client.ip, { trustedHops: 1 })).toBe('192.0.2.66')
    expect(await see(native, (it) => it.client.ip, { trustedHops: 9 })).toBe('10.0.0.1')
  })

  it.each([
    ['single', single({ headers: { 'user-agent': 'ELB-HealthChecker/2.0' }, path: '/up' }), alb],
    [
      'multi',
      multi({ multiValueHeaders: { 'user-agent': ['ELB-HealthChecker/2.0'] }, path: '/up' }),
      albMultiValue,
    ],
  ])('answers the health check, which has no host: %s', async (_, native, sample) => {
    const envelope = await answer(native, (it) => ({ url: it.url, real: it.request.url, ip: it.client.ip }))
    const { status, body } = sample.reply(envelope)
    expect(status).toBe(200)
    expect(JSON.parse(Buffer.from(body).toString())).toEqual({
      url: 'https://localhost/up',
      real: 'https://localhost/up',
    })
  })

  it('takes the scheme from the balancer', async () => {
    expect(await see(single(), (it) => it.url)).toBe('http://lb.example.com/')
  })
})

const missing = (): unknown => reply(404, 'no', { vary: ['accept', 'origin'] })
const odd = (): unknown => reply(200, '', { ['__proto__']: 'x' })

describe('ALB: reply', () => {
  it('sends the map of the mode, and a status line', async () => {
    expect(wire(await answer(single(), missing))).toEqual({
      statusCode: 404,
      statusDescription: '404 Not Found',
      headers: { 'content-type': 'text/plain; charset=utf-8', vary: 'accept, origin' },
      body: 'no',
      isBase64Encoded: false,
    })
    expect(wire(await answer(multi(), missing))).toEqual({
      statusCode: 404,
      statusDescription: '404 Not Found',
      multiValueHeaders: { 'content-type': ['text/plain; charset=utf-8'], vary: ['accept', 'origin'] },
      body: 'no',
      isBase64Encoded: false,
    })
  })

  it('takes an event that has neither map for one of single mode', async () => {
    const native = single({ headers: null, queryStringParameters: null })
    expect(await answer(native, missing)).not.toHaveProperty('multiValueHeaders')
  })

  it('carries a megabyte and no more', async () => {
    expect(await answer(single(), () => 'x'.repeat(999_000))).toMatchObject({ statusCode: 200 })
    const lines = await quiet(async () => {
      expect(alb.reply(await answer(single(), () => 'x'.repeat(1_000_000))).status).toBe(500)
    })
    expect(lines.join('')).toContain('SAMPAN_REPLY_TOO_LARGE')
  })

  it('sends several cookies in single mode under names of different case', async () => {
    const cookies = Array.from({ length: 9 }, (_, n) => `c${n}=${n}`)
    const envelope = await answer(single(), () => reply(200, '', { 'set-cookie': cookies }))
    expect(Object.keys(envelope.headers)).toHaveLength(10)
    const received = alb.reply(envelope).headers.filter(([name]) => name === 'set-cookie')
    expect(received.map(([, value]) => value)).toEqual(cookies)
  })

  it('keeps headers that are called __proto__', async () => {
    expect(alb.reply(await answer(single(), odd)).headers).toContainEqual(['__proto__', 'x'])
    expect(albMultiValue.reply(await answer(multi(), odd)).headers).toContainEqual(['__proto__', 'x'])
  })
})

describe('samples', () => {
  const request = {
    method: 'POST',
    path: '/a%2Fb',
    search: 'tag=a&tag=b%20c&bare',
    headers: [
      ['X-Tag', 'one'],
      ['x-tag', 'two'],
      ['X-Forwarded-For', '192.0.2.66'],
      ['content-type', 'application/json'],
    ],
    body: Buffer.from('{}'),
    host: 'shop.example.com',
    ip: '198.51.100.9',
  } as const

  it('one map or the other, with the query as it was sent', () => {
    expect(alb.request(request)).toEqual({
      requestContext: expect.anything(),
      httpMethod: 'POST',
      path: '/a%2Fb',
      queryStringParameters: { tag: 'b%20c', bare: '' },
      headers: {
        'x-tag': 'two',
        'content-type': 'application/json',
        host: 'shop.example.com',
        'x-forwarded-for': '192.0.2.66, 198.51.100.9',
        'x-forwarded-port': '443',
        'x-forwarded-proto': 'https',
      },
      body: '{}',
      isBase64Encoded: false,
    })
    expect(albMultiValue.request(request)).toMatchObject({
      multiValueQueryStringParameters: { tag: ['a', 'b%20c'], bare: [''] },
      multiValueHeaders: { 'x-tag': ['one', 'two'], host: ['shop.example.com'] },
    })
    expect(albMultiValue.request(request)).not.toHaveProperty('headers')
  })

  it.each([
    ['application/json', [], '{}'],
    ['application/json', [['content-encoding', 'gzip']], 'e30='],
    ['application/x-www-form-urlencoded', [], 'e30='],
    ['text/csv', [], '{}'],
  ] as const)('a body of %s with %j is sent as %s', (type, more, body) => {
    const native = alb.request({ ...request, headers: [['content-type', type], ...more] })
    expect(native).toMatchObject({ body, isBase64Encoded: body === 'e30=' })
  })

  it('an empty text where there is no body', () => {
    expect(alb.request({ method: 'GET', path: '/' })).toMatchObject({ body: '', isBase64Encoded: false })
  })

  it.each([
    ['the map of the other mode', { statusCode: 200, multiValueHeaders: {} }, /reads headers/],
    ['a status that is text', { statusCode: '200' }, /no number/],
    ['a list as a value', { statusCode: 200, headers: { a: ['x'] } }, /is a list/],
    ['more than a megabyte', { statusCode: 200, body: 'x'.repeat(1_000_000) }, /more than 1000000/],
  ])('single mode refuses %s', (_, envelope, message) => {
    expect(() => alb.reply(envelope)).toThrow(message)
  })

  it('multi mode refuses the map of the other mode', () => {
    expect(() => albMultiValue.reply({ statusCode: 200, headers: {} })).toThrow(/reads multiValueHeaders/)
  })
})
