import * as check from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { answer, see, wire } from '../test/support.ts'
import { byKey, carriesReplies, plainHeaders } from '../../../test/support/carried.ts'
import { httpTrigger } from './samples.ts'

beforeAll(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true))
afterAll(() => vi.restoreAllMocks())

const word = check.string({ unit: 'grapheme', maxLength: 8 })
const path = check
  .array(check.oneof(word.map(encodeURIComponent), check.constantFrom('%2F', 'a%20b', '%25', '~')), {
    maxLength: 4,
  })
  .map((segments) => `/${segments.join('/')}`)

describe('baidu.http', () => {
  it('carries a request through its event', async () => {
    const request = check.record({
      method: check.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'),
      path,
      query: check.dictionary(word, word, { maxKeys: 4 }),
      headers: plainHeaders,
      body: check.uint8Array({ maxLength: 40 }),
      ip: check.ipV4(),
      host: check.constantFrom('a.example.com', 'b.example.com'),
    })
    await check.assert(
      check.asyncProperty(request, async ({ query, ...plain }) => {
        const search = new URLSearchParams(Object.entries(query)).toString()
        const native = wire(httpTrigger.request({ ...plain, search }))
        const seen = await see(native, async (event) => ({
          method: event.method,
          path: event.path,
          query: Object.entries(event.query).toSorted(byKey),
          headers: Object.fromEntries(event.headers),
          ip: event.client.ip,
          host: new URL(event.url).host,
          body: [...(await event.bytes())],
        }))
        expect(seen).toMatchObject({
          method: plain.method,
          path: plain.path,
          query: Object.entries(query).toSorted(byKey),
          headers: Object.fromEntries(plain.headers.map(([name, value]) => [name.toLowerCase(), value])),
          ip: plain.ip,
          host: plain.host,
          body: [...plain.body],
        })
      }),
      { numRuns: 100 },
    )
  })

  it('carries a reply through its envelope, all but further cookies', async () => {
    await carriesReplies(httpTrigger, answer, 'the last cookie')
  })

  it('keeps the last of a repeated key, as the trigger does', () => {
    expect(httpTrigger.request({ method: 'GET', path: '/', search: 'a=1&a=2&b' })).toMatchObject({
      queryStringParameters: { a: '2', b: '' },
    })
  })

  it('writes header names in canonical case, and its own whatever the client sent', () => {
    const native = httpTrigger.request({
      method: 'GET',
      path: '/',
      host: 'shop.example.com',
      headers: [
        ['user-agent', 'Ada'],
        ['host', 'forged.example.com'],
        ['x-bce-request-id', 'forged'],
      ],
    })
    expect(native).toMatchObject({ headers: { 'User-Agent': 'Ada', Host: 'shop.example.com' } })
    expect(JSON.stringify(native)).not.toContain('forged')
  })

  it('refuses envelopes that the gateway cannot read', () => {
    const good = { statusCode: 200, headers: {}, body: '', isBase64Encoded: false }
    expect(httpTrigger.reply(good).status).toBe(200)
    for (const wrong of [
      undefined,
      null,
      JSON.stringify(good),
      { ...good, body: undefined },
      { ...good, statusCode: undefined },
      { ...good, headers: { 'set-cookie': ['a=1', 'b=2'] } },
      { ...good, body: 'x'.repeat(6 * 1024 * 1024) },
    ]) {
      expect(() => httpTrigger.reply(wrong)).toThrow(
        expect.objectContaining({ code: 'SAMPAN_BAD_ENVELOPE' }) as Error,
      )
    }
  })
})

/** The order of the keys is not carried. */
