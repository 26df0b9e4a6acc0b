import { SampanError } from '@sampan/core'
import * as check from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, easyFaasEvent, FOREIGN, httpEvent, wire } from '../../test/support.ts'
import { httpSamples } from '../samples.ts'
import { codecs } from './http.ts'

// Ten thousand events take their time on a machine that does other things as well.
vi.setConfig({ testTimeout: 60_000 })

const FIELDS = [
  'path',
  'headers',
  'queryStringParameters',
  'body',
  'isBase64Encoded',
  'requestContext',
  'pathParameters',
  '__proto__',
]

function matching(native: unknown): string[] {
  return codecs.filter((payload) => payload.match(native)).map((payload) => payload.name)
}

beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true))
afterEach(() => vi.restoreAllMocks())

describe('matching', () => {
  it.each([
    ['CFC', httpEvent()],
    ['EasyFaaS', easyFaasEvent()],
    ['the sample', httpSamples[0]!.request({ method: 'GET', path: '/' })],
  ])('takes a request of %s', (_, native) => {
    expect(matching(native)).toEqual(['baidu.http'])
  })

  it.each(FOREIGN)('%s is no request', async (_, native) => {
    expect(matching(native)).toEqual([])
    const failed = await answer(native, () => 'never').catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(SampanError)
    expect(failed).toMatchObject({ code: 'SAMPAN_UNKNOWN_EVENT' })
  })
})

describe('hostile events', () => {
  const json = check.jsonValue({ maxDepth: 3, noUnicodeString: false })
  const field = check.oneof(
    { weight: 3, arbitrary: json },
    { weight: 1, arbitrary: check.constant(JSON.parse('{"__proto__":{"polluted":1},"constructor":[]}')) },
  )

  it('are answered in the envelope, whatever their fields are, and pollute nothing', async () => {
    const fields = check.dictionary(check.constantFrom(...FIELDS), field, { maxKeys: 6 })
    const broken = check
      .tuple(check.constantFrom(httpEvent(), easyFaasEvent()), fields)
      // By entries: an assignment to `__proto__` would make no key.
      .map((both) => wire(Object.fromEntries(both.flatMap((one) => Object.entries(one)))))
      .filter((native) => matching(native).length > 0)
    await check.assert(
      check.asyncProperty(broken, async (native) => {
        const { statusCode, headers, body } = (await answer(native, touchAll)) as { [name: string]: unknown }
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
