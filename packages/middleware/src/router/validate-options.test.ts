import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { checked } from '../../test/checked.ts'
import type { RouteOptions } from './types.ts'
import { checkSchemas } from './validate.ts'

describe('headers', () => {
  it('are an object of lower-case names, and their value is `header`', async () => {
    const headers = z.object({ 'x-page': z.coerce.number(), 'x-tag': z.string(), cookie: z.string() })
    const call = checked({ headers }, ({ header, headers }) => [header, headers.get('x-page')])
    const sent = { 'X-Page': '7', 'x-tag': ['a', 'b'], Cookie: ['c=1', 'd=2'], other: 'x' }
    expect((await call('GET /', { headers: sent })).json).toEqual([
      { 'x-page': 7, 'x-tag': 'a, b', cookie: 'c=1; d=2' },
      '7',
    ])
  })

  it('may have any name', async () => {
    const call = checked({ headers: z.unknown() }, ({ header }) => Object.entries(header))
    const headers = Object.fromEntries([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
    expect((await call('GET /', { headers })).json).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
  })

  it.each([z.object({ a: z.string() }), z.object({ a: z.string().refine(async () => true) })])(
    'are refused together with params and query',
    async (headers) => {
      const onRead = vi.fn<() => void>()
      const options = { query: z.object({ b: z.string() }), headers, body: z.string() }
      const { status, json } = await checked(options, () => 'never')('POST /', { onRead })
      expect({ status, json }).toMatchObject({
        status: 400,
        json: {
          details: [
            { in: 'query', path: 'b' },
            { in: 'headers', path: 'a' },
          ],
        },
      })
      expect(onRead).not.toHaveBeenCalled()
    },
  )
})

async function* stream(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('12')
  yield Buffer.from('34')
}

describe('maxBodyBytes', () => {
  it.each<[RouteOptions, string]>([
    [{ body: z.unknown() }, 'application/json'],
    [{ body: z.unknown() }, 'application/x-www-form-urlencoded'],
    [{ body: z.unknown() }, 'multipart/form-data; boundary=x'],
    [{ body: z.unknown() }, 'text/plain'],
    [{ body: z.unknown(), consumes: 'image/png' }, 'image/png'],
    [{ body: z.unknown(), consumes: 'application/x-ndjson' }, 'application/x-ndjson'],
    [{}, 'application/json'],
  ])('holds for %o and %s', async (options, type) => {
    const call = checked({ ...options, maxBodyBytes: 3 }, async (event) => {
      for await (const line of event.body ?? []) void line
      return event.text()
    })
    const headers = { 'content-type': type }
    for (const body of ['1234', stream()]) {
      expect(await call('POST /', { headers, body })).toMatchObject({
        status: 413,
        json: { code: 'SAMPAN_BODY_TOO_LARGE' },
      })
    }
  })

  it('is asked before the schemas, by what the client declares', async () => {
    const onRead = vi.fn<() => void>()
    const call = checked(
      { maxBodyBytes: 3, query: z.string().refine(() => expect.fail('asked')) },
      () => 'never',
    )
    const headers = { 'content-length': '4' }
    expect((await call('POST /', { headers, onRead })).status).toBe(413)
    expect(onRead).not.toHaveBeenCalled()
  })
})

describe('at start-up', () => {
  it.each([-1, 1.5, NaN, Infinity, '1mb'])('maxBodyBytes cannot be %s', (maxBodyBytes) => {
    expect(() => checkSchemas('The route "/a"', { maxBodyBytes } as RouteOptions)).toThrow(
      expect.objectContaining({
        code: 'SAMPAN_BAD_OPTION',
        message: `The route "/a": "maxBodyBytes" is a whole number of bytes, not ${maxBodyBytes}`,
      }) as Error,
    )
  })

  it.each(['params', 'query', 'headers', 'body', 'response'])('%s has to be a schema', (part) => {
    for (const none of [undefined, null, {}, { parse: () => 1 }, 'string']) {
      expect(() => checkSchemas('The route "/a"', { [part]: none })).toThrow(
        expect.objectContaining({
          code: 'SAMPAN_BAD_OPTION',
          message: `The route "/a": "${part}" is no Standard Schema`,
        }) as Error,
      )
    }
  })

  it('all else is right', () => {
    const some = z.string()
    const right: RouteOptions[] = [
      {},
      { params: some, query: some, headers: some, body: some, maxBodyBytes: 0 },
      { response: Object.assign(() => {}, { '~standard': some['~standard'] }) },
    ]
    for (const options of right) expect(() => checkSchemas('The route "/a"', options)).not.toThrow()
  })
})
