import { http, HttpError, type HttpEvent, on, reply } from '@sampan/core'
import type { HttpSample, SampleReply, SampleRequest } from '@sampan/core/samples'
import * as check from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fc } from '../index.ts'
import { apiGateway, fc2Http, fc3Http, httpSamples } from '../samples.ts'
import { codecs, more } from './http.ts'

const every = [...codecs, ...(await more())]

/** Calls a function through the payload: events as the bytes that the cloud sends, an exchange as it is. */
async function call(
  sample: HttpSample,
  request: SampleRequest,
  handle: (event: HttpEvent) => unknown,
): Promise<SampleReply> {
  const native = sample.request(request)
  const handler = fc(on(http(), handle))
  if (sample === fc2Http) return sample.reply(await handler(native))
  const envelope = await handler(Buffer.from(JSON.stringify(native)))
  return sample.reply(JSON.parse(JSON.stringify(envelope)))
}

/** What a handler can see of a request. */
async function seen(sample: HttpSample, request: SampleRequest) {
  let found
  await call(sample, request, async (event) => {
    found = {
      method: event.method,
      path: event.path,
      search: event.search,
      query: { ...event.query },
      headers: [...event.headers],
      url: event.url,
      ip: event.client.ip,
      body: Buffer.from(await event.bytes()).toString('base64'),
    }
  })
  return found as unknown as {
    method: string
    path: string
    search: string
    query: object
    headers: [string, string][]
    url: string
    ip: string | undefined
    body: string
  }
}

const text = check.string({ unit: 'grapheme', maxLength: 12 })
const path = check
  .array(check.oneof(text.map(encodeURIComponent), check.constantFrom('%2F', 'a%20b', '%25', '~', '..;x')))
  .map((segments) => `/${segments.join('/')}`)
const headerName = check
  .string({ unit: check.constantFrom(...'abcXYZ09-_!~'.split('')), minLength: 1, maxLength: 12 })
  .filter((name) => /[a-z]/i.test(name))
const headerValue = check
  .string({ unit: check.constantFrom(...'abc XYZ019,;="/\\'.split('')), maxLength: 20 })
  .map((value) => value.trim())
const headers = check.uniqueArray(check.tuple(headerName, headerValue), {
  selector: ([name]) => name.toLowerCase(),
  maxLength: 6,
})
const bytes = check.uint8Array({ maxLength: 64 })

afterEach(() => vi.restoreAllMocks())

describe.each(httpSamples)('$name', (sample) => {
  it('reads a request that its sample made as the request was', async () => {
    await check.assert(
      check.asyncProperty(
        check.record({
          method: check.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'),
          path,
          query: check.dictionary(text, text, { maxKeys: 4 }),
          headers,
          body: bytes,
          ip: check.ipV4(),
          host: check.domain(),
        }),
        async ({ query, ...request }) => {
          const search = new URLSearchParams(query).toString()
          const event = await seen(sample, { ...request, search })
          expect(event).toMatchObject({ method: request.method, path: request.path, ip: request.ip })
          expect(event.query).toEqual({ ...query })
          expect(Object.fromEntries(new URLSearchParams(event.search))).toEqual({ ...query })
          expect(event.url).toBe(
            `https://${request.host}${request.path}${event.search && `?${event.search}`}`,
          )
          expect(event.body).toBe(Buffer.from(request.body).toString('base64'))
          for (const [name, value] of request.headers)
            expect(event.headers).toContainEqual([name.toLowerCase(), value])
        },
      ),
      { numRuns: 60 },
    )
  })

  it('takes a text body as text and any other as its bytes', async () => {
    const type = [['content-type', 'text/plain']] as const
    for (const body of [Buffer.from('Grüße'), Buffer.from([0xff, 0xfe, 0, 1])]) {
      const event = await seen(sample, { method: 'PATCH', path: '/', headers: type, body })
      expect(event.body).toBe(body.toString('base64'))
    }
  })

  it('sends a reply that its sample reads as the reply was', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    await check.assert(
      check.asyncProperty(
        check.record({
          status: check.integer({ min: 200, max: 599 }),
          headers: headers.map((lines) => lines.map(([name, value]) => [`x-${name}`.toLowerCase(), value])),
          cookie: check.option(check.constantFrom('a=1; Path=/', 'b=2; HttpOnly')),
          body: check.oneof(text, bytes),
        }),
        async ({ status, headers, cookie, body }) => {
          const lines = headers.filter(([name]) => !name!.startsWith('x-fc-')) as [string, string][]
          const received = await call(sample, { method: 'GET', path: '/' }, () =>
            reply(status, body, { ...Object.fromEntries(lines), 'set-cookie': cookie ?? undefined }),
          )
          const bodiless = status === 204 || status === 205 || status === 304
          expect(received.status).toBe(status)
          expect(Buffer.from(received.body)).toEqual(bodiless ? Buffer.alloc(0) : Buffer.from(body as string))
          for (const line of lines) expect(received.headers).toContainEqual(line)
          expect(received.headers.filter(([name]) => name === 'set-cookie')).toEqual(
            cookie === null ? [] : [['set-cookie', cookie]],
          )
          expect(received.headers.some(([name]) => name === 'content-type')).toBe(!bodiless)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('collects a streamed reply', async () => {
    const received = await call(sample, { method: 'GET', path: '/' }, async function* () {
      yield 'one '
      yield Buffer.from('two')
    })
    expect(Buffer.from(received.body).toString()).toBe('one two')
  })

  it('answers a stream that fails on the way with a 500, since nothing is sent yet', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const received = await call(sample, { method: 'GET', path: '/' }, async function* () {
      yield 'one '
      throw new Error('the source is gone')
    })
    expect(received.status).toBe(500)
    expect(Buffer.from(received.body).toString()).not.toContain('the source is gone')
  })

  it('answers HEAD with the headers of GET and no body', async () => {
    const received = await call(sample, { method: 'HEAD', path: '/' }, () => 'text')
    expect(received).toMatchObject({ status: 200, body: Buffer.alloc(0) })
    expect(received.headers).toContainEqual(['content-type', 'text/plain; charset=utf-8'])
  })

  it('is matched by its own codec alone', () => {
    const native = sample.request({ method: 'GET', path: '/' })
    expect(every.filter((codec) => codec.match(native)).map(({ name }) => name)).toEqual([sample.name])
  })

  it('makes a Request with the same URL, headers and body', async () => {
    const { body } = await call(
      sample,
      { method: 'POST', path: '/a%2Fb', search: 'q=1', host: 'shop.test', body: Buffer.from([0, 255]) },
      async ({ request }) => `${request.url} ${Buffer.from(await request.arrayBuffer()).toString('hex')}`,
    )
    expect(Buffer.from(body).toString()).toBe('https://shop.test/a%2Fb?q=1 00ff')
  })
})

/** Replies with that many cookies of 500 bytes each. */
const cookies = (count: number): Promise<SampleReply> =>
  call(fc2Http, { method: 'GET', path: '/' }, () =>
    reply(200, '', { 'set-cookie': Array.from({ length: count }, (_, at) => `c${at}=${'x'.repeat(500)}`) }),
  )

describe('reply headers', () => {
  it.each([fc3Http, fc2Http])(
    '$name: above the 8 KB of the platform they are a 500 that says so in the log',
    async (sample) => {
      const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
      const sized = (size: number) =>
        call(sample, { method: 'GET', path: '/' }, () => reply(200, '', { 'x-data': 'x'.repeat(size) }))
      expect((await sized(8000)).status).toBe(200)
      expect(write).not.toHaveBeenCalled()
      expect((await sized(8192)).status).toBe(500)
      expect(String(write.mock.calls[0]![0])).toContain('SAMPAN_REPLY_TOO_LARGE')
    },
  )

  it.each([fc3Http, fc2Http])('$name: of an error do not keep it from being answered', async (sample) => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const received = await call(sample, { method: 'GET', path: '/' }, () => {
      throw new HttpError(401, 'who are you?', { headers: { 'www-authenticate': 'x'.repeat(9000) } })
    })
    expect(received.status).toBe(500)
  })

  it('of several lines count line by line', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    expect((await cookies(15)).headers.filter(([name]) => name === 'set-cookie')).toHaveLength(15)
    expect((await cookies(16)).status).toBe(500)
  })
})

it('has a sample for each of its HTTP payloads', () => {
  expect(httpSamples).toEqual([fc3Http, apiGateway, fc2Http])
  expect(httpSamples.map(({ name }) => name)).toEqual(every.map(({ name }) => name))
})
