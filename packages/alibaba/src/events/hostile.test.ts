import { http, type HttpEvent, on } from '@sampan/core'
import * as check from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fc } from '../index.ts'
import type { Fc2Exchange, Fc2Request } from '../native.ts'
import { fc2Http } from '../samples.ts'

// Ten thousand events take their time on a machine that does other things as well.
vi.setConfig({ testTimeout: 60_000 })

/** Own keys all, `__proto__` too, which an assignment would take for the prototype. */
const merge = (a: object, b: object): object =>
  Object.fromEntries([...Object.entries(a), ...Object.entries(b)])

const value = check.jsonValue({ maxDepth: 3 })
const nasty = check.oneof(
  value,
  check.constant(JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')),
  check.constant('\u0000\r\n\ud800'),
)
const fields = check.dictionary(
  check.constantFrom('rawPath', 'path', 'headers', 'queryParameters', 'body', 'isBase64Encoded', '__proto__'),
  nasty,
)
const method = check.oneof(check.constantFrom('GET', 'POST'), check.string())

/** What FC 3.0 is known by, and anything else where `fields` says so. */
const fc3 = check
  .tuple(fields, check.oneof(nasty, check.record({ method, sourceIp: nasty })), nasty)
  .filter(([, http]) => http != null)
  .map(([rest, http, domainName]) => merge({ version: 'v1', requestContext: { http, domainName } }, rest))
const gateway = check
  .tuple(fields, method, nasty)
  .map(([rest, httpMethod, queryParameters]) => merge({ httpMethod, queryParameters }, rest))
const fc2 = check
  .tuple(
    check.dictionary(check.constantFrom('path', 'url', 'queries', 'headers', 'clientIP', 'body'), nasty),
    method,
  )
  .map(([rest, method]) => merge({ method }, rest) as Fc2Request)

/** Touches everything that an event has. */
async function readAll(event: HttpEvent): Promise<string> {
  await event.json().catch(() => undefined)
  if (typeof (event.client.ip ?? '') !== 'string') throw new TypeError('an address that is no text')
  return JSON.stringify([
    [event.path, event.search, event.url, event.query, [...event.headers], event.cookies, event.client],
    [event.identity, await event.text(), (await event.bytes()).length, event.request.url],
  ])
}

const handler = fc(on(http(), readAll))
/** Not even a 500: no source may throw. A method that HTTP does not know is refused. */
const ANSWERS = [200, 400, 405]

afterEach(() => vi.restoreAllMocks())

describe('a hostile event', () => {
  it.each([
    ['FC 3.0', fc3],
    ['API Gateway', gateway],
  ])('of %s gets a valid reply whatever its fields hold', async (_name, events) => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    await check.assert(
      check.asyncProperty(events, async (event) => {
        const { statusCode, headers, body } = (await handler(Buffer.from(JSON.stringify(event)))) as {
          statusCode: number
          headers: object
          body: unknown
        }
        expect(ANSWERS).toContain(statusCode)
        expect(typeof body).toBe('string')
        expect('polluted' in {}).toBe(false)
        expect(Object.values(headers).every((one) => typeof one === 'string')).toBe(true)
      }),
      { numRuns: 10_000 },
    )
    expect(write).not.toHaveBeenCalled()
  })

  it('of FC 2.0 gets a valid reply whatever its fields hold', async () => {
    await check.assert(
      check.asyncProperty(fc2, async (req) => {
        const { resp } = fc2Http.request({ method: 'GET', path: '/' }) as Fc2Exchange
        expect(ANSWERS).toContain(fc2Http.reply(await handler(req, resp)).status)
        expect('polluted' in {}).toBe(false)
      }),
      { numRuns: 100 },
    )
  })

  it('that only looks like one of ours is refused as unknown', async () => {
    const close = check.oneof(
      value,
      value.map((http) => ({ version: 'v1', http })),
      value.map((requestContext) => ({ version: 'v2', requestContext })),
      value.map((http) => ({ version: 1, requestContext: { http } })),
      value.map((pathParameters) => ({ httpMethod: 'GET', pathParameters })),
      value.map((send) => ({ req: {}, resp: { send } })),
    )
    await check.assert(
      check.asyncProperty(close, async (event) => {
        await expect(handler(Buffer.from(JSON.stringify(event)))).rejects.toMatchObject({
          code: 'SAMPAN_UNKNOWN_EVENT',
        })
      }),
    )
  })
})
