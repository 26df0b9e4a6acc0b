import { http, type HttpEvent, on, reply } from '@sampan/core'
import { expect, it } from 'vitest'
import { fc } from '../../index.ts'

/** A request as an HTTP trigger sends it; `change` overwrites fields. */
function native(change: object = {}) {
  return {
    version: 'v1',
    rawPath: '/users/J%C3%BCrgen%2FK',
    body: '',
    isBase64Encoded: true,
    headers: { Accept: 'text/html,application/json', Cookie: 'theme=dark; id=7', 'X-Request-Tags': 'a,b' },
    queryParameters: { tag: 'a,b', 'q&': 'x y' },
    requestContext: {
      accountId: '1000000000000002',
      domainName: 'users-qwertyuiop.cn-shanghai.fcapp.run',
      domainPrefix: 'users-qwertyuiop',
      http: { method: 'GET', path: '/users/Jürgen/K', protocol: 'HTTP/1.1', sourceIp: '198.51.100.4' },
      requestId: '1-66aa0000-0badcafe-0123456789ab',
      time: '2024-07-31T08:00:00Z',
      timeEpoch: '1722412800000',
    },
    ...change,
  }
}

async function read<T>(event: object, reader: (event: HttpEvent) => T): Promise<Awaited<T>> {
  let found: T
  await fc(
    on(http(), async (event) => {
      found = await reader(event)
    }),
  )(Buffer.from(JSON.stringify(event)))
  return found! as Awaited<T>
}

it('takes the encoded path, never the decoded one beside it', async () => {
  expect(await read(native(), ({ path }) => path)).toBe('/users/J%C3%BCrgen%2FK')
})

it('finds headers in canonical case by any name, and the address where the platform put it', async () => {
  const found = await read(native(), ({ headers, cookies, client, url }) => [
    headers.get('accept'),
    headers.get('X-Request-Tags'),
    cookies['id'],
    client.ip,
    new URL(url).host,
  ])
  expect(found).toEqual([
    'text/html,application/json',
    'a,b',
    '7',
    '198.51.100.4',
    'users-qwertyuiop.cn-shanghai.fcapp.run',
  ])
})

it('does not believe X-Forwarded-For unless a hop is trusted', async () => {
  const event = native({ headers: { 'X-Forwarded-For': '192.0.2.9' } })
  expect(await read(event, ({ client }) => client.ip)).toBe('198.51.100.4')
  const handler = fc(
    on(http(), ({ client }) => client.ip),
    { trustedHops: 1 },
  )
  expect(await handler(event)).toMatchObject({ body: '192.0.2.9' })
})

it('keeps a value with a comma whole, in the query and in the search that is rebuilt', async () => {
  const found = await read(native(), ({ query, search }) => ({ query: { ...query }, search }))
  expect(found).toEqual({ query: { tag: 'a,b', 'q&': 'x y' }, search: 'tag=a%2Cb&q%26=x%20y' })
})

const texts = (body: string, isBase64Encoded: boolean): Promise<string> =>
  read(native({ body, isBase64Encoded }), (event) => event.text())

it('reads text as text, base64 as bytes, and the flag of an empty body as nothing', async () => {
  expect(await texts('5L2g5aW9', true)).toBe('你好')
  expect(await texts('5L2g5aW9', false)).toBe('5L2g5aW9')
  expect(await texts('', true)).toBe('')
})

it('serves a call of the InvokeFunction API that arrives as a request, under its own path', async () => {
  const rawPath = '/2023-03-30/functions/users/invocations'
  const event = native({
    rawPath,
    body: 'ping',
    isBase64Encoded: false,
    requestContext: { ...native().requestContext, requestId: '', http: { method: 'POST', path: rawPath } },
  })
  expect(await read(event, (event) => event.path)).toBe(rawPath)
  expect(await fc(on(http('GET /hello'), () => 'hello'))(event)).toMatchObject({ statusCode: 404 })
})

it('gives the parsed payload as event.native', async () => {
  expect(await read(native(), (event) => event.native)).toEqual(native())
})

it('returns the documented envelope: text values, joined but for cookies', async () => {
  const handler = fc(
    on(http(), () => reply(201, { id: 7 }, { vary: ['accept', 'origin'], 'set-cookie': 'a=1' })),
  )
  expect(await handler(native())).toEqual({
    statusCode: 201,
    headers: { 'content-type': 'application/json', vary: 'accept, origin', 'set-cookie': 'a=1' },
    isBase64Encoded: false,
    body: '{"id":7}',
  })
  expect(await fc(on(http(), () => Buffer.from([0, 1])))(native())).toEqual({
    statusCode: 200,
    headers: { 'content-type': 'application/octet-stream' },
    isBase64Encoded: true,
    body: 'AAE=',
  })
})
