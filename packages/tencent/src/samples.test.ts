import type { HttpSample, SampleRequest } from '@sampan/core/samples'
import * as check from 'fast-check'
import { beforeAll, afterAll, describe, expect, it, vi } from 'vitest'
import { answer, see, wire } from '../test/support.ts'
import { byKey, carriesReplies, plainHeaders } from '../../../test/support/carried.ts'
import { apiGateway, clb, cloudBase, functionUrl, httpSamples } from './samples.ts'

beforeAll(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true))
afterAll(() => vi.restoreAllMocks())

const word = check.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
/** Escaped once and canonically, which is all that can be told apart where the path was decoded. */
const path = check
  .array(
    word.map((text) => text.replace(/[%/.\\?]/g, '-')),
    { maxLength: 4 },
  )
  .map((segments) => `/${segments.map(escape).join('/')}`)
const pairs = check.array(check.tuple(word, check.string({ unit: 'grapheme', maxLength: 8 })), {
  maxLength: 5,
})
const request = check.record({
  method: check.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'),
  path,
  pairs,
  headers: plainHeaders,
  // Where a gateway goes by the type, text of another charset is not carried.
  content: check.oneof(
    check.tuple(
      check.constantFrom('text/plain', 'application/xml', 'text/csv; charset=utf-8'),
      word.map(utf8),
    ),
    check.tuple(
      check.constantFrom('application/octet-stream', 'image/png', 'application/x-www-form-urlencoded'),
      check.uint8Array({ maxLength: 40 }),
    ),
  ),
  ip: check.ipV4(),
  host: check.constantFrom('a.example.com', 'b.example.com'),
})

describe.each(httpSamples.map((sample) => [sample.name, sample] as const))('%s', (_, sample) => {
  it('carries a request through its event', async () => {
    await check.assert(
      check.asyncProperty(request, async ({ pairs, content: [type, body], ...plain }) => {
        const search = new URLSearchParams(pairs).toString()
        const seen = await seenThrough(sample, {
          ...plain,
          body,
          search,
          headers: [...plain.headers, ['content-type', type]],
        })
        const carried = {
          method: plain.method,
          path: plain.path,
          query: pairs.toSorted(byKey),
          headers: Object.fromEntries(plain.headers.map(([name, value]) => [name.toLowerCase(), value])),
          ip: sample === cloudBase ? undefined : plain.ip,
          host: sample === functionUrl ? 'localhost' : plain.host,
          body: [...body],
        }
        expect(seen).toMatchObject(carried)
      }),
      { numRuns: 60 },
    )
  })

  it('carries a reply through its envelope', async () => {
    await carriesReplies(sample, answer, sample === cloudBase ? 'the last cookie' : 'every cookie')
  })

  it('refuses envelopes that its gateway cannot read', () => {
    const good = { statusCode: 200, headers: {}, body: '', isBase64Encoded: false }
    expect(sample.reply(good).status).toBe(200)
    for (const wrong of [
      undefined,
      'text',
      JSON.stringify(good),
      {},
      { ...good, statusCode: 'ok' },
      { ...good, body: { a: 1 } },
      { ...good, headers: { 'a b': 'c' } },
      { ...good, headers: { a: 'x\r\ny: z' } },
      { ...good, body: '***', isBase64Encoded: true },
      { ...good, body: 'x'.repeat(6 * 1024 * 1024) },
    ]) {
      expect(() => sample.reply(wrong)).toThrow(
        expect.objectContaining({ code: 'SAMPAN_BAD_ENVELOPE' }) as Error,
      )
    }
  })
})

describe('samples', () => {
  it('tell keys without value apart from empty ones, as SCF does', () => {
    const native = apiGateway.request({ method: 'GET', path: '/', search: 'a&b=&c=1&a=2&c=3' })
    expect(native).toMatchObject({ queryString: { a: ['', '2'], b: '', c: ['1', '3'] } })
    expect(apiGateway.request({ method: 'GET', path: '/', search: 'a' })).toMatchObject({
      queryString: { a: true },
    })
  })

  it('parse JSON at the load balancer', async () => {
    const body = Buffer.from('{ "a": 1 }')
    const native = clb.request({
      method: 'POST',
      path: '/',
      body,
      headers: [['Content-Type', 'application/json']],
    })
    expect(native).toMatchObject({ payload: { a: 1 }, isBase64Encoded: 'false' })
    expect(await see(native, (event) => event.json())).toEqual({ a: 1 })
  })

  it('name the stage in the context of API Gateway', () => {
    const native = apiGateway.request({ method: 'GET', path: '/x', stage: 'test' })
    expect(native).toMatchObject({ path: '/x', requestContext: { stage: 'test' } })
  })

  it('let nobody write the headers of the platform', () => {
    const forged: SampleRequest = {
      method: 'GET',
      path: '/x',
      ip: '198.51.100.7',
      headers: [
        ['X-Scf-Remote-Addr', '192.0.2.65'],
        ['x-real-ip', '192.0.2.66'],
        ['x-method', 'DELETE'],
        ['X-URI', '/admin'],
      ],
    }
    expect(JSON.stringify(functionUrl.request(forged))).not.toContain('X-Scf-Remote-Addr')
    expect(clb.request(forged)).toMatchObject({
      headers: { 'X-Method': 'GET', 'X-Uri': '/x', 'X-Real-IP': '198.51.100.7' },
    })
    expect(JSON.stringify(clb.request(forged))).not.toMatch(/192\.0\.2\.66|DELETE|admin/)
  })
})

async function seenThrough(sample: HttpSample, request: SampleRequest): Promise<{ body: number[] }> {
  return see(wire(sample.request(request)), async (event) => ({
    method: event.method,
    path: event.path,
    query: Object.entries(event.query)
      .flatMap(([key, value]) => [value!].flat().map((one): [string, string] => [key, one]))
      .toSorted(byKey),
    headers: Object.fromEntries(event.headers),
    ip: event.client.ip,
    host: new URL(event.url).host,
    body: [...(await event.bytes())],
  }))
}

/** A list of one key keeps its order; that of the keys is not carried. */

function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}

/** The escapes that the path of an event has. */
function escape(text: string): string {
  return encodeURIComponent(text).replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, (one) => decodeURIComponent(one))
}
