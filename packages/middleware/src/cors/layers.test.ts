import { gunzipSync } from 'node:zlib'
import { http, HttpError, type HttpEvent, type Reply, use } from '@sampan/core'
import { collect, createInvoke, replyCodec } from '@sampan/core/adapter'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bodyLimit } from '../body-limit/index.ts'
import { compress } from '../compress/index.ts'
import { csrf } from '../csrf/index.ts'
import { etag } from '../etag/index.ts'
import { requestId } from '../request-id/index.ts'
import { secureHeaders } from '../secure-headers/index.ts'
import { cors } from './index.ts'

// Every neighbour of the router around one handler, in the order that the guide names.
const APP = 'https://app.example'
const TEXT = 'to and fro '.repeat(500)

const handler = vi.fn<(event: HttpEvent<any>) => unknown>(async (event) => {
  if (event.method === 'POST') return { length: (await event.text()).length }
  if (event.path === '/broken') throw new Error('secret')
  if (event.path === '/missing') throw new HttpError(404, 'no <b>such</b> thing')
  return TEXT
})

const fn = use(requestId())
  .use(secureHeaders())
  .use(cors({ origin: APP, credentials: true }))
  .use(csrf({ origin: APP }))
  .use(compress())
  .use(etag())
  .use(bodyLimit(10))
  .on(http(), handler)

interface Sent {
  method?: string
  path?: string
  headers?: { [name: string]: string }
  body?: string
}

const codec = replyCodec<Sent>({
  name: 'test',
  match: () => true,
  source: {
    method: ({ method = 'GET' }) => method,
    path: ({ path = '/' }) => path,
    search: () => '',
    headers: ({ headers }) => headers,
    body: ({ body }) => body,
    base64: () => false,
    ip: () => undefined,
  },
})

const context = {
  provider: 'node',
  requestId: () => 'r-1',
  functionName: () => undefined,
  functionVersion: () => undefined,
  region: () => undefined,
  memoryMb: () => undefined,
  remainingMs: () => undefined,
  credentials: () => undefined,
} as const

const invoke = createInvoke({ codecs: [codec], context }, [fn], {})

const send = (sent: Sent): Promise<Reply> =>
  invoke(
    { ...sent, headers: { host: 'api.example', origin: APP, ...sent.headers } },
    undefined,
  ) as Promise<Reply>

/** On every answer, whatever it is. */
const ALWAYS = {
  'x-request-id': 'r-1',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': APP,
  'access-control-allow-credentials': 'true',
}

const text = async ({ body }: Reply): Promise<string> => Buffer.from(await collect(body ?? '')).toString()

beforeEach(() => {
  handler.mockClear()
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

it('a reply is compressed, tagged and marked', async () => {
  const reply = await send({ headers: { 'accept-encoding': 'gzip' } })
  expect(reply).toMatchObject({
    status: 200,
    headers: { ...ALWAYS, 'content-encoding': 'gzip', vary: 'Accept-Encoding, Origin' },
  })
  expect(reply.headers['etag']).toMatch(/^W\/"[\w-]{43}"$/)
  expect(gunzipSync(await collect(reply.body!)).toString()).toBe(TEXT)
})

it('what a caller has is 304, by the ETag of either form', async () => {
  const [packed, plain] = await Promise.all([send({ headers: { 'accept-encoding': 'gzip' } }), send({})])
  expect(packed.headers['etag']).toBe(`W/${String(plain.headers['etag'])}`)
  for (const known of [packed, plain]) {
    const etag = String(known.headers['etag'])
    const reply = await send({ headers: { 'accept-encoding': 'gzip', 'if-none-match': etag } })
    expect(reply).toMatchObject({
      status: 304,
      body: undefined,
      headers: { ...ALWAYS, etag: packed.headers['etag'], vary: 'Accept-Encoding, Origin' },
    })
  }
})

it('HEAD has the headers of GET', async () => {
  const get = await send({ headers: { 'accept-encoding': 'gzip' } })
  const head = await send({ method: 'HEAD', headers: { 'accept-encoding': 'gzip' } })
  expect([head.status, head.headers, head.body]).toEqual([get.status, get.headers, undefined])
})

it('a preflight does not reach the handler', async () => {
  const reply = await send({ method: 'OPTIONS', headers: { 'access-control-request-method': 'DELETE' } })
  expect(reply).toMatchObject({ status: 204, headers: ALWAYS })
  expect(handler).not.toHaveBeenCalled()
})

it.each<[path: string, accept: string, status: number, type: string, says: string]>([
  ['/missing', '*/*', 404, 'application/problem+json', '"detail":"no <b>such</b> thing"'],
  ['/missing', 'text/html', 404, 'text/html; charset=utf-8', '<p>no &#60;b&#62;such&#60;/b&#62; thing</p>'],
  ['/broken', '*/*', 500, 'application/problem+json', '"requestId":"r-1"'],
  ['/broken', 'text/html', 500, 'text/html; charset=utf-8', '<p>Request: r-1</p>'],
])('%s for %s is an error that pages may read', async (path, accept, status, type, says) => {
  const reply = await send({ path, headers: { accept } })
  expect(reply).toMatchObject({
    status,
    headers: { ...ALWAYS, 'content-type': type, vary: 'Accept, Origin' },
  })
  const body = await text(reply)
  expect(body).toContain(says)
  expect(body).not.toContain('secret')
})

it('another site is refused, in words that its page may not read', async () => {
  const reply = await send({ method: 'POST', headers: { origin: 'https://evil.test' }, body: 'a=b' })
  expect(reply.status).toBe(403)
  expect(await text(reply)).toContain('SAMPAN_CSRF')
  expect(reply.headers).not.toHaveProperty('access-control-allow-origin')
  expect(handler).not.toHaveBeenCalled()
})

it.each([
  ['0123456789', 200, '{"length":10}'],
  ['0123456789a', 413, 'SAMPAN_BODY_TOO_LARGE'],
])('a body of %s is %d', async (body, status, says) => {
  const reply = await send({ method: 'POST', body })
  expect(reply).toMatchObject({ status, headers: ALWAYS })
  expect(await text(reply)).toContain(says)
})
