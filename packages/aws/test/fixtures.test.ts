import { reply } from '@sampan/core'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { alb, albMultiValue, functionUrl, restApi } from '../src/samples.ts'
import { answer, see, wire } from './support.ts'

/**
 * Recorded and documented events of AWS, where a folder of them is at hand: what each must look like to a function.
 * Written from the gateways' documentation, so that it does not repeat what the codecs happen to do.
 */
const folder = process.env['SAMPAN_FIXTURES']
const load = (file: string): unknown => JSON.parse(readFileSync(join(folder!, 'aws', file), 'utf8'))

interface Expected {
  readonly line: string
  readonly query?: object
  /** `null`: not there. */
  readonly headers?: { readonly [name: string]: string | null }
  readonly cookies?: object
  readonly body?: string | typeof base64
  readonly ip: string | undefined
  readonly url?: RegExp
  /** Type and the start of the id. */
  readonly identity?: string
}

const post = { message: 'hello from the public internet', unicode: 'lambda-λ' }
/** A body that is whatever the file's own base64 stands for. */
const base64 = Symbol('base64')
const capture: Expected = {
  line: 'POST /capture/space%20value',
  query: {
    repeat: ['one', 'two'],
    redirect: 'https://example.com/a/b',
    literalPlus: 'a b',
    encodedPlus: 'a+b',
    empty: '',
  },
  cookies: { session: 'abc123', theme: 'dark' },
  headers: { 'content-type': 'application/json', cookie: 'session=abc123; theme=dark' },
  body: JSON.stringify(post),
  ip: '203.0.113.10',
}
const rest = { ...capture.headers, 'x-voker-probe': 'first, second', 'content-length': null }
const joined = { ...capture.headers, 'x-voker-probe': 'first,second' }
const lattice: Expected = {
  line: 'GET /newpath',
  query: { 'order-id': '1' },
  headers: { user_agent: 'curl/7.64.1', accept: '*/*', cookie: null },
  body: '{"message": "Hello from Lambda!"}',
  ip: '10.213.229.10',
  url: /^https:\/\/test-lambda-service-3908sdf9u3u\.dkfjd93\.vpc-lattice-svcs\.us-east-2\.on\.aws\/newpath/,
  identity: 'iam arn:aws:sts::123456789012:assumed-role/example-role/',
}
const albUrl = /^http:\/\/lambda-test-alb-\d+\.us-east-1\.elb\.amazonaws\.com\//

const requests: { readonly [file: string]: Expected } = {
  'alb-health-check.json': {
    line: 'GET /api/values',
    headers: { 'User-Agent': 'ELB-HealthChecker/2.0', host: null },
    ip: undefined,
    url: /^https:\/\/localhost\/api\/values$/,
  },
  'alb-health-check-multi-value.json': {
    line: 'GET /api/values',
    headers: { 'User-Agent': 'ELB-HealthChecker/2.0', host: null },
    ip: undefined,
  },
  'alb-multi-value.json': {
    line: 'GET /',
    query: { key: 'hello' },
    headers: { 'X-MyHeader': '123' },
    ip: '72.21.198.67',
    url: albUrl,
  },
  'alb-single-value.json': {
    line: 'GET /',
    query: { key: 'hello' },
    headers: { 'X-MyHeader': '123' },
    ip: '25.12.198.67',
    url: albUrl,
  },
  'alb-single-value-encoded-query.json': {
    line: 'GET /search/a%2Fb%20c',
    query: {
      full_name: 'Alex Taylor',
      sp: 'a b',
      plus: 'a+b',
      'foo[a]': 'foo[',
      redirect: 'https://example.com/a/b?x=1',
      empty: '',
      bad: '100%',
    },
    ip: '25.12.198.67',
    url: albUrl,
  },
  'apigw-http-api-payload-1.0.json': {
    line: 'GET /api/resourcepath',
    headers: { host: 'atm5u4y7o1.execute-api.us-west-2.amazonaws.com', 'accept-language': 'en-US,en;q=0.9' },
    ip: '192.182.149.40',
  },
  'apigw-v1-base64-body.json': {
    ...capture,
    headers: { ...rest, 'content-type': 'image/png' },
    body: base64,
  },
  'apigw-v1-cognito-claims.json': {
    line: 'POST /cognito',
    headers: { 'x-forwarded-for': '15.248.3.126, 130.176.209.4' },
    ip: '15.248.3.126',
    identity: 'jwt d2f50444-0041-7036-aea2-a955fca33d37',
  },
  'apigw-v1-headers-null-console-test.json': {
    line: 'POST /no-auth',
    headers: { host: null, accept: null },
    ip: 'test-invoke-source-ip',
    url: /^https:\/\/testPrefix\.testDomainName\/no-auth$/,
    identity: 'iam arn:aws:sts::123456789012:assumed-role/Admin/',
  },
  'apigw-v1-iam-auth.json': {
    line: 'POST /iam',
    headers: { 'x-amz-date': '20240617T145824Z' },
    ip: '15.248.3.126',
    identity: 'iam arn:aws:sts::123456789012:assumed-role/Admin/',
  },
  'apigw-v1-no-auth.json': { line: 'POST /no-auth', ip: '15.248.3.126' },
  'apigw-v1-post-captured.json': { ...capture, headers: rest, ip: '68.8.83.18' },
  'apigw-v1-post.json': { ...capture, headers: rest },
  'apigw-v1-query-encoding.json': {
    line: 'GET /proxy-value/api',
    query: {
      dateTimeOffset: '2023-06-12T18:05:10.123456 00:00',
      email: 'test+alias@gmail.com',
      plus: 'test alias@gmail.com',
      url: 'https://www.google.com/',
      whitespace: 'foo bar',
      zhash: 'abort/',
    },
    headers: { 'test-header': 'aValUE' },
    ip: '203.0.113.10',
    url: /\?dateTimeOffset=2023-06-12T18%3A05%3A10\.123456%2000%3A00&email=test%2Balias%40gmail\.com&/,
  },
  'apigw-v1-resource-path-params.json': {
    ...capture,
    line: 'GET /users/42/files/a%2Fb/c%20d.txt',
    headers: rest,
    body: '',
  },
  'apigw-v1-stage-path.json': {
    line: 'GET /proxy-value',
    headers: { 'TEST-header': 'aValUE' },
    ip: '203.0.113.10',
  },
  'apigw-v1-trailing-slash.json': { line: 'GET /proxy-value/', ip: '203.0.113.10' },
  'apigw-v2-base64-body.json': {
    ...capture,
    headers: { ...joined, 'content-type': 'image/png' },
    body: base64,
  },
  'apigw-v2-iam-auth.json': {
    line: 'POST /iam',
    ip: '15.248.3.126',
    identity: 'iam arn:aws:sts::123456789012:assumed-role/Admin/',
  },
  'apigw-v2-jwt-authorizer.json': {
    line: 'POST /cognito',
    ip: '15.248.3.126',
    identity: 'jwt d2f50444-0041-7036-aea2-a955fca33d37',
  },
  'apigw-v2-lambda-authorizer.json': {
    line: 'GET /my/path',
    query: { parameter1: ['value1', 'value2'], parameter2: 'value' },
    headers: { header1: 'value1', cookie: 'cookie1; cookie2' },
    body: '{\r\n\t"a": 1\r\n}',
    ip: 'IP',
    identity: 'custom ',
  },
  'apigw-v2-named-stage.json': { line: 'GET /api/values', ip: '192.182.149.40' },
  'apigw-v2-no-auth.json': {
    line: 'POST /lambda',
    headers: { authorization: 'Bearer foo' },
    ip: '15.248.3.126',
  },
  'apigw-v2-post-captured.json': { ...capture, headers: joined, ip: '68.8.83.18' },
  'apigw-v2-post.json': { ...capture, headers: joined },
  'apigw-v2-sam-example.json': {
    line: 'GET /path/to/resource',
    query: { parameter1: ['value1', 'value2'], parameter2: 'value' },
    headers: { header2: 'value1,value2' },
    body: base64,
    ip: '192.168.0.1/32',
    identity: 'jwt ',
  },
  'function-url-form-base64.json': {
    ...capture,
    headers: { ...joined, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'a=1&b=x%20y&c=%E2%9C%93',
  },
  'function-url-get.json': {
    line: 'GET /',
    headers: { 'sec-ch-ua-platform': '"Linux"' },
    ip: '123.123.123.123',
    url: /^https:\/\/localhost\/$/,
  },
  'function-url-iam.json': {
    line: 'POST /my/path',
    query: { parameter1: ['value1', 'value2'], parameter2: 'value' },
    body: 'Hello from client!',
    ip: '123.123.123.123',
    identity: 'iam arn:aws:iam::111122223333:user/example-user',
  },
  'function-url-post-captured.json': { ...capture, headers: joined, ip: '68.8.83.18' },
  'function-url-post.json': {
    ...capture,
    headers: joined,
    url: /^https:\/\/2cxn22odiwguak4feg4jtt7cwm0ziblr\.lambda-url\.us-west-2\.on\.aws\/capture\/space%20value\?repeat=one&repeat=two&/,
  },
  'lambda-edge-origin-request-body.json': {
    line: 'POST /upload',
    headers: { 'content-type': 'text/plain' },
    body: 'hello world',
    ip: '203.0.113.178',
    url: /^https:\/\/example\.org\/upload$/,
  },
  'lambda-edge-viewer-request-sam.json': {
    line: 'GET /test',
    cookies: { SomeCookie: '1', AnotherOne: 'A', 'X-Experiment-Name': 'B' },
    ip: '2001:cdba::3257:9652',
  },
  'lambda-edge-viewer-request.json': {
    line: 'GET /picture%20a.jpg',
    query: { size: 'LARGE', color: ['RED', 'BLUE'], q: 'a b&c' },
    headers: { 'X-Forwarded-For': '10.0.0.1, 192.168.1.1, 203.0.113.55' },
    cookies: { a: '1', b: '2' },
    ip: '203.0.113.178',
  },
  'vpc-lattice-v1.json': {
    line: 'GET /testpath',
    query: { 'order-id': '1' },
    headers: { user_agent: 'curl/7.64.1' },
    body: '{"message": "Hello from Lambda!"}',
    ip: '10.213.229.10',
  },
  'vpc-lattice-v2-string-values-powertools.json': lattice,
  'vpc-lattice-v2.json': {
    ...lattice,
    query: { 'order-id': ['1', '2'], q: 'a b' },
    headers: { ...lattice.headers, 'x-multi': 'one, two' },
  },
}

const cookies = ['a=1', 'b=2']
const created = (): unknown => reply(201, { id: 7 }, { location: '/7', 'set-cookie': cookies })

describe.skipIf(folder === undefined)('events on record (needs SAMPAN_FIXTURES)', () => {
  it.each(Object.entries(requests))('%s', async (file, expected) => {
    const native = load(file)
    const seen = await see(native, async (event) => ({
      line: `${event.method} ${event.path}`,
      query: { ...event.query },
      headers: Object.fromEntries(
        Object.keys(expected.headers ?? {}).map((name) => [name, event.headers.get(name)]),
      ),
      cookies: { ...event.cookies },
      body: Buffer.from(await event.bytes()),
      ip: event.client.ip,
      url: event.url,
      same: event.request.url === new URL(event.url).href,
      identity: event.identity && `${event.identity.type} ${event.identity.id ?? ''}`,
    }))
    const {
      line,
      query = {},
      headers = {},
      cookies = {},
      body = '',
      ip,
      url = /^https:\/\//,
      identity,
    } = expected
    expect(seen).toEqual({
      line,
      query,
      headers,
      cookies,
      body: body === base64 ? Buffer.from((native as { body: string }).body, 'base64') : Buffer.from(body),
      ip,
      url: expect.stringMatching(url),
      same: true,
      identity: identity && seen.identity?.startsWith(identity) ? seen.identity : identity,
    })
  })

  it('every other event is refused, not guessed at', async () => {
    const others = readdirSync(join(folder!, 'aws')).filter(
      (file) => file.endsWith('.json') && !file.startsWith('response.') && !(file in requests),
    )
    expect(others.length).toBeGreaterThan(40)
    for (const file of others) {
      const outcome = await answer(load(file), () => 'guessed').catch(
        (error: { code?: string }) => error.code,
      )
      expect([file, outcome]).toEqual([file, 'SAMPAN_UNKNOWN_EVENT'])
    }
  })

  const body = '{"id":7}'
  it.each([
    [
      'apigw-v1-post.json',
      {
        statusCode: 201,
        headers: { 'content-type': 'application/json', location: '/7' },
        multiValueHeaders: { 'set-cookie': cookies },
        body,
        isBase64Encoded: false,
      },
    ],
    ...['apigw-v2-post.json', 'function-url-post.json'].map((file): [string, object] => [
      file,
      {
        statusCode: 201,
        headers: { 'content-type': 'application/json', location: '/7' },
        cookies,
        body,
        isBase64Encoded: false,
      },
    ]),
    [
      'alb-single-value.json',
      {
        statusCode: 201,
        statusDescription: '201 Created',
        headers: {
          'content-type': 'application/json',
          location: '/7',
          'set-cookie': 'a=1',
          'Set-cookie': 'b=2',
        },
        body,
        isBase64Encoded: false,
      },
    ],
    [
      'alb-multi-value.json',
      {
        statusCode: 201,
        statusDescription: '201 Created',
        multiValueHeaders: {
          'content-type': ['application/json'],
          location: ['/7'],
          'set-cookie': cookies,
        },
        body,
        isBase64Encoded: false,
      },
    ],
    [
      'lambda-edge-viewer-request.json',
      {
        status: '201',
        statusDescription: 'Created',
        headers: {
          'content-type': [{ key: 'content-type', value: 'application/json' }],
          location: [{ key: 'location', value: '/7' }],
          'set-cookie': cookies.map((value) => ({ key: 'set-cookie', value })),
        },
        body,
        bodyEncoding: 'text',
      },
    ],
  ])('the reply to %s has exactly the fields of its gateway', async (file, expected) => {
    expect(wire(await answer(load(file), created))).toEqual(expected)
  })

  it('the gateways of the samples take the replies of the documentation', () => {
    const status = [
      restApi.reply(load('response.apigw-v1.json')),
      functionUrl.reply(load('response.function-url.json')),
      alb.reply(load('response.alb.json')),
      albMultiValue.reply(load('response.alb.json')),
    ].map((reply) => [reply.status, reply.headers.filter(([name]) => name === 'set-cookie').length])
    expect(status).toEqual([
      [200, 0],
      [201, 2],
      [200, 1],
      [200, 2],
    ])
  })
})
