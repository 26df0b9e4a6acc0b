import type { Schema } from '@sampan/core'
import * as fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as z from 'zod'
import type { TestAnswer } from '../../test/call.ts'
import { checked } from '../../test/checked.ts'
import { MAX_LINE } from './parse-lines.ts'

type Body = string | Uint8Array | AsyncIterable<Uint8Array>

const headers = { 'content-type': 'application/x-ndjson; charset=utf-8' }

/** Answers with the lines; `seen` are those that came before it failed. */
async function post(
  body: Body | undefined,
  schema: Schema = z.unknown(),
): Promise<TestAnswer & { seen: unknown[] }> {
  const seen: unknown[] = []
  const call = checked({ consumes: 'application/x-ndjson', body: schema }, async ({ body }) => {
    for await (const value of body) seen.push(value)
    return seen
  })
  return { ...(await call('POST /', { headers, ...(body === undefined ? {} : { body }) })), seen }
}

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('lines', () => {
  it.each([
    ['{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
    ['1\n2', [1, 2]],
    ['1\r\n2\r\n', [1, 2]],
    ['\n1\n\n \t\r\n2\n\n', [1, 2]],
    ['\ufeff1\n', [1]],
    ['"\u2028\u0085"\n', ['\u2028\u0085']],
    ['"äöü😀"\n"a\\nb"', ['äöü😀', 'a\nb']],
    ['', []],
    [undefined, []],
  ])('of %j are its values, however they arrive', async (body, values) => {
    expect((await post(body)).json).toEqual(values)
    const bytes = Buffer.from(body ?? '')
    expect((await post(bytes)).json).toEqual(values)
    for (const size of [1, 2, 3, 100]) expect((await post(chunked(bytes, size))).json).toEqual(values)
  })

  it('survive any cut into chunks', async () => {
    const end = fc.constantFrom('\n', '\r\n', '\n\n')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.jsonValue({ maxDepth: 2 }), end)),
        fc.integer({ min: 1, max: 20 }),
        async (lines, size) => {
          const body = Buffer.from(lines.map(([value, end]) => JSON.stringify(value) + end).join(''))
          const values = lines.map(([value]) => JSON.parse(JSON.stringify(value)) as unknown)
          // A key `__proto__` is refused; its line says so, and no other fails.
          const { status, seen } = await post(chunked(body, size))
          const refused = values.findIndex((value) => JSON.stringify(value).includes('"__proto__":'))
          expect({ status, seen }).toEqual(
            refused === -1 ? { status: 200, seen: values } : { status: 400, seen: values.slice(0, refused) },
          )
        },
      ),
    )
  })

  it('are read while the body still arrives, and no further than the handler wants', async () => {
    const taken: number[] = []
    let closed = false
    const body = (async function* () {
      try {
        for (let at = 1; at <= 5; at++) {
          taken.push(at)
          yield Buffer.from(`${at}\n`)
        }
      } finally {
        closed = true
      }
    })()
    const call = checked({ consumes: 'application/jsonl', body: z.number() }, async ({ body }) => {
      for await (const value of body) if (value === 2) return [...taken]
      return 'all'
    })
    const answer = await call('POST /', { headers: { 'content-type': 'application/jsonl' }, body })
    expect(answer.json).toEqual([1, 2])
    expect(closed).toBe(true)
  })

  it('are the values that the schema makes of them', async () => {
    const trimmed = z.object({
      name: z
        .string()
        .trim()
        .refine(async (name) => name !== ''),
    })
    expect((await post('{"name":" a ","b":1}\n', trimmed)).json).toEqual([{ name: 'a' }])
  })
})

describe('a line that is refused', () => {
  const item = z.object({ id: z.string(), tags: z.array(z.string()).optional() })

  it('by the schema is 400 with its number, and those before it are handled', async () => {
    const { status, json, seen } = await post('{"id":"a"}\n\n{"id":7,"tags":["b",1]}\n{"id":"c"}\n', item)
    expect(seen).toEqual([{ id: 'a' }])
    expect({ status, json }).toMatchObject({
      status: 400,
      json: {
        code: 'SAMPAN_INVALID',
        detail: 'Line 3 of the body is not valid',
        details: [
          { in: 'body', line: 3, path: 'id', message: expect.any(String) },
          { in: 'body', line: 3, path: 'tags.1', message: expect.any(String) },
        ],
      },
    })
  })

  it.each([
    ['{"a":', 'SAMPAN_BODY_NOT_JSON', 'The body is not valid JSON, in line 2'],
    ['1 2', 'SAMPAN_BODY_NOT_JSON', 'The body is not valid JSON, in line 2'],
    ['\ufeff1', 'SAMPAN_BODY_NOT_JSON', 'The body is not valid JSON, in line 2'],
    ['{"__proto__":1}', 'SAMPAN_BODY_PROTO', 'The body has a key "__proto__", in line 2'],
    [
      '['.repeat(500) + ']'.repeat(500),
      'SAMPAN_BODY_TOO_DEEP',
      'The body nests more than 128 levels, in line 2',
    ],
  ])('because of what it says, %j, is 400', async (line, code, detail) => {
    expect(await post(`1\n${line}\n`)).toMatchObject({
      status: 400,
      seen: [1],
      json: { code, detail, details: { line: 2 } },
    })
  })

  it('because it is too long is 413, before the rest of it has arrived', async () => {
    expect((await post(`"${'a'.repeat(MAX_LINE - 2)}"\n1`)).status).toBe(200)
    let taken = 0
    const body = (async function* () {
      yield Buffer.from('1\n')
      for (; taken < 100; taken++) yield new Uint8Array(MAX_LINE / 4).fill(0x20)
    })()
    expect(await post(body)).toMatchObject({
      status: 413,
      seen: [1],
      json: {
        code: 'SAMPAN_BODY_LINE_TOO_LONG',
        detail: 'Line 2 of the body is longer than 1048576 bytes',
        details: { line: 2 },
      },
    })
    expect(taken).toBeLessThan(6)
  })

  it('because the schema breaks is an error of the function', async () => {
    const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    onTestFinished(() => log.mockRestore())
    const broken: Schema = {
      '~standard': { version: 1, vendor: 'by-hand', validate: () => expect.fail('broken') },
    }
    expect((await post('1', broken)).status).toBe(500)
  })
})
