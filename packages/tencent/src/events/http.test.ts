import { SampanError } from '@sampan/core'
import * as check from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answer,
  apiGatewayEvent,
  clbEvent,
  cloudBaseEvent,
  FOREIGN,
  functionUrlEvent,
  wire,
} from '../../test/support.ts'
import { httpSamples } from '../samples.ts'
import { codecs, more } from './http.ts'

// Ten thousand events take their time on a machine that does other things as well.
vi.setConfig({ testTimeout: 60_000 })

const every = [...codecs, ...(await more())]

const EVENTS = [
  ['tencent.function-url', functionUrlEvent()],
  ['tencent.function-url', functionUrlEvent({ requestContext: { sourceIp: '198.51.100.7' } })],
  ['tencent.api-gateway', apiGatewayEvent()],
  ['tencent.cloudbase', cloudBaseEvent()],
  ['tencent.clb', clbEvent()],
  ['tencent.clb', { headers: { 'x-method': 'GET', 'x-uri': '/' } }],
] as const

const FIELDS = [
  'path',
  'headers',
  'queryString',
  'queryStringParameters',
  'body',
  'payload',
  'isBase64Encoded',
  'requestContext',
  '__proto__',
]

function matching(native: unknown): string[] {
  return every.filter((payload) => payload.match(native)).map((payload) => payload.name)
}

beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true))
afterEach(() => vi.restoreAllMocks())

describe('matching', () => {
  it.each(EVENTS)('%s takes its own events alone', (name, native) => {
    expect(matching(native)).toEqual([name])
  })

  it.each(httpSamples.map((sample) => [sample.name, sample] as const))(
    '%s takes its sample',
    (name, sample) => {
      expect(matching(sample.request({ method: 'GET', path: '/' }))).toEqual([name])
    },
  )

  it.each(FOREIGN)('%s is no request', async (_, native) => {
    expect(matching(native)).toEqual([])
    const failed = await answer(native, () => 'never').catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(SampanError)
    expect(failed).toMatchObject({ code: 'SAMPAN_UNKNOWN_EVENT' })
    expect((failed as Error).message).toContain('tencent.function-url, tencent.api-gateway')
  })
})

describe('hostile events', () => {
  /** Any JSON in the place of some fields, and `__proto__` among the keys. */
  const json = check.jsonValue({ maxDepth: 3, noUnicodeString: false })
  const field = check.oneof(
    { weight: 3, arbitrary: json },
    { weight: 1, arbitrary: check.constant(JSON.parse('{"__proto__":{"polluted":1},"constructor":[]}')) },
  )

  it('are answered in the envelope, whatever their fields are, and pollute nothing', async () => {
    const fields = check.dictionary(check.constantFrom(...FIELDS), field, { maxKeys: 6 })
    const broken = check
      .tuple(check.constantFrom(...EVENTS.map(([, native]) => native)), fields)
      // By entries: an assignment to `__proto__` would make no key.
      .map((both) => wire(Object.fromEntries(both.flatMap((one) => Object.entries(one)))))
    await check.assert(
      check.asyncProperty(broken, async (native) => {
        if (matching(native).length === 0) return
        const { statusCode, headers, body } = (await answer(native, touchAll)) as {
          [name: string]: unknown
        }
        // 400 is what a body that is no JSON gives; nothing else may fail.
        expect([200, 400]).toContain(statusCode)
        expect(typeof headers).toBe('object')
        expect(typeof body).toBe('string')
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
      }),
      { numRuns: 10_000 },
    )
  })

  it('never make match throw', () => {
    check.assert(
      check.property(check.oneof(json, field), (native) => {
        expect(matching(native).length).toBeLessThan(2)
      }),
    )
  })

  it('keep a method that is none from the handler', async () => {
    for (const httpMethod of ['GET\r\nx: y', 'TRACE', ' ', '']) {
      const { statusCode } = (await answer(apiGatewayEvent({ httpMethod }), () => 'never')) as {
        statusCode: number
      }
      expect([400, 405]).toContain(statusCode)
    }
  })

  it('refuse a body with __proto__', async () => {
    const native = functionUrlEvent({ body: '{"a":{"__proto__":{"admin":true}}}' })
    const { statusCode, body } = (await answer(native, (event) => event.json())) as {
      statusCode: number
      body: string
    }
    expect(statusCode).toBe(400)
    expect(body).toContain('SAMPAN_BODY_PROTO')
  })
})

/** A handler that reads everything there is. */
async function touchAll(event: Parameters<Parameters<typeof answer>[1]>[0]): Promise<string> {
  const { path, url, query, headers, cookies, client, identity } = event
  expect(path.startsWith('/')).toBe(true)
  expect(new URL(url).protocol).toMatch(/^https?:$/)
  JSON.stringify([{ ...query }, [...headers], { ...cookies }, client.ip, identity])
  await event.bytes()
  await event.text()
  if (event.method !== 'GET') await event.json()
  return 'read'
}
