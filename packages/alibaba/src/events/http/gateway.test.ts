import { http, type HttpEvent, on, reply } from '@sampan/core'
import { expect, it } from 'vitest'
import { fc } from '../../index.ts'

function native(change: object = {}) {
  return {
    path: '/orders/8',
    httpMethod: 'GET',
    headers: {
      'X-Real-IP': '203.0.113.20',
      'X-Forwarded-For': '192.0.2.66, 203.0.113.20',
      'X-Forwarded-Proto': 'http',
      'CA-Host': 'abcdef0123456789-cn-beijing.alicloudapi.com',
      'X-Ca-Api-Gateway': '7D9A2C11-0000-4000-8000-00000000000B',
    },
    queryParameters: { page: '2' },
    pathParameters: { id: '8' },
    body: '',
    isBase64Encoded: true,
    ...change,
  }
}

const ipOf = async (headers: object): Promise<unknown> => {
  const handler = fc(on(http(), ({ client }) => client.ip ?? 'none'))
  return ((await handler(native({ headers }))) as { body: string }).body
}

it("reads host and scheme from the gateway's own headers", async () => {
  const handler = fc(on(http(), ({ url }) => url))
  expect(await handler(native())).toMatchObject({
    body: 'http://abcdef0123456789-cn-beijing.alicloudapi.com/orders/8?page=2',
  })
})

it('takes the address from X-Real-IP, else the one that the gateway appended', async () => {
  expect(await ipOf(native().headers)).toBe('203.0.113.20')
  expect(await ipOf({ 'X-Forwarded-For': '192.0.2.66, 203.0.113.21' })).toBe('203.0.113.21')
  expect(await ipOf({})).toBe('none')
})

it("prefers the gateway's spelling of X-Real-IP to a client's beside it", async () => {
  expect(await ipOf({ 'x-real-ip': '192.0.2.66', 'X-Real-IP': '203.0.113.22' })).toBe('203.0.113.22')
})

it.each([true, 'true'])('decodes base64 when the flag is %j', async (isBase64Encoded) => {
  const handler = fc(on(http(), (event) => event.text()))
  const event = native({ httpMethod: 'POST', body: 'aGVsbG8=', isBase64Encoded })
  expect(await handler(event)).toMatchObject({ body: 'hello' })
})

it('leaves text alone when the flag is the word false', async () => {
  const handler = fc(on(http(), (event) => event.text()))
  expect(await handler(native({ httpMethod: 'POST', body: 'aGVs', isBase64Encoded: 'false' }))).toMatchObject(
    {
      body: 'aGVs',
    },
  )
})

it("keeps the gateway's path parameters on the native event", async () => {
  const handler = fc(
    on(http(), (event: HttpEvent) => (event.native as { pathParameters: object }).pathParameters),
  )
  expect(await handler(native())).toMatchObject({ body: '{"id":"8"}' })
})

it('answers with a body of text and one value a header', async () => {
  const handler = fc(on(http(), () => reply(200, { ok: true }, { vary: ['a', 'b'] })))
  expect(await handler(native())).toEqual({
    isBase64Encoded: false,
    statusCode: 200,
    headers: { 'content-type': 'application/json', vary: 'a, b' },
    body: '{"ok":true}',
  })
})

it('is no event of the gateways of other clouds', async () => {
  const handler = fc(on(http(), () => 'reached'))
  const { queryParameters: _, ...rest } = native()
  await expect(handler({ ...rest, queryStringParameters: null })).rejects.toMatchObject({
    code: 'SAMPAN_UNKNOWN_EVENT',
  })
})
