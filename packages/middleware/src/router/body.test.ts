import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as z from 'zod'
import { caller, type TestAnswer } from '../../test/call.ts'
import { checked } from '../../test/checked.ts'
import type { RouteOptions } from './types.ts'
import { validate } from './validate.ts'

const kindOf = (body: unknown): unknown =>
  body instanceof Uint8Array ? { bytes: Buffer.from(body).toString('latin1') } : body

const post = (
  type: string | undefined,
  body?: string,
  consumes?: NonNullable<RouteOptions['consumes']>,
): Promise<TestAnswer> =>
  checked({ body: z.unknown(), ...(consumes === undefined ? {} : { consumes }) }, ({ body }) => ({
    body: kindOf(body),
  }))('POST /', {
    ...(type === undefined ? {} : { headers: { 'content-type': type } }),
    ...(body === undefined ? {} : { body }),
  })

describe('JSON', () => {
  it.each([
    'application/json',
    'Application/JSON ; charset=utf-8',
    'application/merge-patch+json',
    'application/vnd.acme.v1+JSON;q=1',
    '',
    undefined,
  ])('is what %s is read as', async (type) => {
    expect(await post(type, '{"a":[1,null]}')).toMatchObject({
      status: 200,
      json: { body: { a: [1, null] } },
    })
  })

  it.each([
    ['{"a":', 'The body is not valid JSON'],
    ['a=1', 'The body is not valid JSON'],
    ['', 'The body is empty where JSON is expected'],
    [undefined, 'The body is empty where JSON is expected'],
  ])('%j is 400', async (body, detail) => {
    expect(await post('application/json', body)).toMatchObject({
      status: 400,
      json: { code: 'SAMPAN_BODY_NOT_JSON', detail },
    })
  })

  it.each(['{"__proto__":{"admin":true}}', '{"a":[{"__proto__":1}]}', '{"\\u005f_proto__":{}}'])(
    '%s is 400',
    async (body) => {
      expect(await post('application/json', body)).toMatchObject({
        status: 400,
        json: { code: 'SAMPAN_BODY_PROTO' },
      })
    },
  )
})

describe('forms', () => {
  const type = 'application/x-www-form-urlencoded'

  it('are read as a query is, repeated keys as lists', async () => {
    expect((await post(`${type}; charset=utf-8`, 'a=1&b=x+y&a=2&c=%C3%A9&d')).json).toEqual({
      body: { a: ['1', '2'], b: 'x y', c: 'é', d: '' },
    })
    expect((await post(type)).json).toEqual({ body: {} })
  })

  it('may have any key', async () => {
    const { body } = await post(type, '__proto__=1&constructor=2')
    expect(body).toBe('{"body":{"__proto__":"1","constructor":"2"}}')
  })
})

describe('forms of many fields', () => {
  const type = 'application/x-www-form-urlencoded'

  it('are 413 beyond a thousand', async () => {
    expect((await post(type, 'a&'.repeat(1000).slice(0, -1))).status).toBe(200)
    expect(await post(type, 'a&'.repeat(1001).slice(0, -1))).toMatchObject({
      status: 413,
      json: { code: 'SAMPAN_BODY_TOO_MANY_FIELDS', detail: 'The form has more than 1000 fields' },
    })
    expect((await post(type, '&'.repeat(100_000))).status).toBe(413)
  })
})

const part = (name: string, value: string, more = ''): string =>
  `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`

const fields = (count: number): string => `${part('a', '').repeat(count)}--x--\r\n`

describe('multipart forms', () => {
  const type = 'multipart/form-data; boundary=x'

  it('are fields and files, repeated ones as lists', async () => {
    const call = checked({ body: z.unknown() }, async ({ body, request }) => {
      const { file, files, ...fields } = body as { [name: string]: any }
      expect(request.bodyUsed).toBe(true)
      expect(file).toBeInstanceOf(File)
      return {
        fields,
        file: [file.name, file.type, await file.text()],
        files: (files as File[]).map(({ name }) => name),
      }
    })
    const body = [
      part('a', '1'),
      part('b', 'Grüße'),
      part('a', '2'),
      part('a', '3'),
      part('file', 'a,b', '; filename="a.csv"\r\nContent-Type: text/csv'),
      part('files', '', '; filename="1"'),
      part('files', '', '; filename="2"'),
      '--x--\r\n',
    ].join('')
    expect((await call('POST /', { headers: { 'content-type': type }, body })).json).toEqual({
      fields: { a: ['1', '2', '3'], b: 'Grüße' },
      file: ['a.csv', 'text/csv', 'a,b'],
      files: ['1', '2'],
    })
  })

  it('may have any name', async () => {
    const { body } = await post(type, `${part('__proto__', '1')}${part('constructor', '2')}--x--\r\n`)
    expect(body).toBe('{"body":{"__proto__":"1","constructor":"2"}}')
  })

  it.each([
    ['', type],
    ['--y--', type],
    [part('a', '1'), type],
    [`${part('a', '1')}--x--\r\n`, 'multipart/form-data'],
    ['--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n', type],
  ])('%j of type %s is 400', async (body, type) => {
    expect(await post(type, body)).toMatchObject({
      status: 400,
      json: { code: 'SAMPAN_BODY_NOT_FORM', detail: 'The body is not a valid form' },
    })
  })

  it('are 413 beyond a thousand fields', async () => {
    expect((await post(type, fields(1000))).status).toBe(200)
    expect(await post(type, fields(1001))).toMatchObject({
      status: 413,
      json: { code: 'SAMPAN_BODY_TOO_MANY_FIELDS' },
    })
  })

  it('are an error of the function where it has read them already', async () => {
    const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    onTestFinished(() => log.mockRestore())
    const call = caller(async (event) => {
      await event.request.text()
      await validate(event, { body: z.unknown() })
    })
    const body = `${part('a', '1')}--x--\r\n`
    expect((await call('POST /', { headers: { 'content-type': type }, body })).status).toBe(500)
  })
})

describe('text', () => {
  it.each([
    ['text/plain', 'Grüße'],
    ['Text/CSV ; charset=UTF-8', 'a,b'],
    ['text/plain; charset="us-ascii"', ''],
  ])('of type %s is a string', async (type, body) => {
    expect((await post(type, body)).json).toEqual({ body })
  })

  it('is read by its charset', async () => {
    const call = checked({ body: z.string() }, ({ body }) => body as string)
    const headers = { 'content-type': 'text/plain;charset=GB2312' }
    const body = Buffer.from([0xc4, 0xe3, 0xba, 0xc3])
    expect((await call('POST /', { headers, body })).body).toBe('你好')
  })

  it('in a charset that nobody knows is 415', async () => {
    expect(await post('text/plain; charset=klingon', 'a')).toMatchObject({
      status: 415,
      json: { detail: 'A body of type text in klingon is not understood here' },
    })
  })
})

describe('other types', () => {
  const accept = 'application/json, application/x-www-form-urlencoded, multipart/form-data, text/*'

  it.each([
    'application/octet-stream',
    'application/x-ndjson',
    'application/jsonp',
    'json',
    ';',
    'image/png',
  ])('%s is 415, with Accept', async (type) => {
    expect(await post(type, '{}')).toMatchObject({
      status: 415,
      headers: { accept },
      json: { detail: expect.stringContaining('is not understood here') },
    })
  })

  it.each([
    ['application/octet-stream', 'application/octet-stream'],
    ['image/png; a=b', 'image/*'],
    ['application/xml', ['application/json', 'application/xml']],
    ['application/x-ndjson', 'application/*'],
  ])('%s is bytes where the route consumes %s', async (type, consumes) => {
    expect((await post(type, 'ab', consumes)).json).toEqual({ body: { bytes: 'ab' } })
  })
})

describe('without a Content-Type', () => {
  it.each(['application/json', ['text/csv', 'application/json'], '*/*', []])(
    'the body is read as JSON by a route that consumes %j',
    async (consumes) => {
      expect((await post(undefined, '7', consumes)).json).toEqual({ body: 7 })
      expect((await post('', '7', consumes)).json).toEqual({ body: 7 })
    },
  )
})
