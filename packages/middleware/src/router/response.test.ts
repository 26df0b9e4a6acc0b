import { reply, type Schema, type SchemaIssue } from '@sampan/core'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as z from 'zod'
import { checked } from '../../test/checked.ts'
import { checkResponse } from './response.ts'

const user = z.object({ id: z.string(), at: z.date().transform((at) => at.toISOString()) })
const at = new Date(0)

/** What is logged from now on. */
function captureLog(): { [name: string]: any }[] {
  const lines: { [name: string]: any }[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(JSON.parse(String(text)) as { [name: string]: any })
    return true
  })
  onTestFinished(() => spy.mockRestore())
  return lines
}

describe('what is sent', () => {
  it.each([
    ['at once', () => ({ id: 'a', at, password: 'secret' })],
    ['later', async () => ({ id: 'a', at, password: 'secret' })],
  ])('is what the schema makes of the result: %s', async (_, handler) => {
    const { status, json } = await checked({ response: user }, handler)('GET /')
    expect({ status, json }).toEqual({ status: 200, json: { id: 'a', at: '1970-01-01T00:00:00.000Z' } })
  })

  it('waits for a schema that is asynchronous', async () => {
    const response = z.string().refine(async () => Promise.resolve(true))
    expect((await checked({ response }, () => 'a')('GET /')).body).toBe('a')
  })

  it('is a Reply or a Response as it is', async () => {
    const call = checked({ response: user }, async ({ query }) =>
      query['by'] === 'reply' ? reply(404, { none: true }) : Response.json({ none: true }, { status: 404 }),
    )
    for (const by of ['reply', 'response']) {
      expect(await call(`GET /?by=${by}`)).toMatchObject({ status: 404, json: { none: true } })
    }
  })

  it('is nothing where the schema takes nothing', async () => {
    expect((await checked({ response: z.undefined() }, () => {})('GET /')).status).toBe(204)
  })

  it('is not looked at without a schema', () => {
    const result = {}
    expect(checkResponse(result, {})).toBe(result)
  })

  it('needs no promise where nothing has to be waited for', () => {
    expect(checkResponse('a', { response: z.string() })).toBe('a')
  })
})

describe('a result that does not fit', () => {
  it.each([
    ['at once', () => ({ id: 7 })],
    ['later', async () => ({ id: 7 })],
  ])('is a 500 that shows the caller nothing, and is logged with its issues: %s', async (_, handler) => {
    const lines = captureLog()
    const { status, json } = await checked({ response: user }, handler)('GET /')
    expect({ status, json }).toEqual({
      status: 500,
      json: { type: 'about:blank', title: 'Internal Server Error', status: 500, requestId: 'r-1' },
    })
    expect(lines).toMatchObject([
      {
        level: 'error',
        error: {
          code: 'SAMPAN_BAD_RESPONSE',
          message: expect.stringMatching(/does not fit the route's response schema: id: .+; at: /),
          cause: [
            { path: 'id', message: expect.any(String) },
            { path: 'at', message: expect.any(String) },
          ],
        },
      },
    ])
  })

  it('with many issues is told in short', () => {
    const issues: SchemaIssue[] = Array.from({ length: 8 }, () => ({ message: 'no' }))
    const response: Schema = { '~standard': { version: 1, vendor: 'by-hand', validate: () => ({ issues }) } }
    expect(() => checkResponse(1, { response })).toThrow(': no; no; no; no; no; and 3 more')
  })

  it('is what a handler gives that has nothing to return', async () => {
    captureLog()
    expect((await checked({ response: user }, () => {})('GET /')).status).toBe(500)
  })

  it('is not looked for where the handler fails', async () => {
    const lines = captureLog()
    const call = checked({ response: user }, async () => {
      throw new Error('broken')
    })
    expect((await call('GET /')).status).toBe(500)
    expect(lines).toMatchObject([{ error: { message: 'broken' } }])
  })
})
