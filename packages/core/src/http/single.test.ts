import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reply } from './reply.ts'

let written: string[]

beforeEach(() => {
  written = []
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => written.push(String(line)) > 0)
  // A warning is given once an instance, and a module is an instance here.
  vi.resetModules()
})
afterEach(() => vi.restoreAllMocks())

async function single(headers: Parameters<typeof reply>[2]): Promise<object> {
  const { singleHeaders } = await import('./single.ts')
  return { ...singleHeaders(reply(204, undefined, headers), 'The sample gateway') }
}

describe('singleHeaders', () => {
  it('joins what may be joined', async () => {
    expect(await single({ Vary: ['accept', 'origin'], etag: '"1"' })).toEqual({
      vary: 'accept, origin',
      etag: '"1"',
    })
    expect(written).toEqual([])
  })

  it.each([['a=1'], [['a=1']]])('carries one cookie: %s', async (cookie) => {
    expect(await single({ 'set-cookie': cookie })).toEqual({ 'set-cookie': 'a=1' })
    expect(written).toEqual([])
  })

  it('sends the last of several cookies and says what was lost, where, and what helps', async () => {
    expect(await single({ 'set-cookie': ['a=1', 'b="x, y"'] })).toEqual({ 'set-cookie': 'b="x, y"' })
    expect(written).toHaveLength(1)
    expect(JSON.parse(written[0]!)).toMatchObject({
      level: 'warn',
      code: 'SAMPAN_COOKIES_LOST',
      message: expect.stringMatching(/^The sample gateway .* one cookie\.$/) as string,
    })
  })

  it('leaves out a cookie header without cookies', async () => {
    expect(await single({ 'set-cookie': [] })).toEqual({})
  })

  it('keeps a header that is called __proto__', async () => {
    const headers = await single({ ['__proto__']: 'x' })
    expect(Object.entries(headers)).toEqual([['__proto__', 'x']])
  })
})
