import { HttpError, reply } from '@sampan/core'
import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { payloads, seen } from './payloads.ts'
import { probes } from './probes.ts'

/** A key `__proto__` is refused on purpose. */
const json = fc
  .json()
  .filter((text) => !text.includes('__proto__'))
  .map((text) => `{"value":${text}}`)

const page = (path: string): string => readFileSync(new URL(`../../docs/${path}`, import.meta.url), 'utf8')

/** The rows of the page's table: payload, and one cell for each probe. */
function rowsOf(markdown: string): Map<string, string[]> {
  const cells = markdown
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  return new Map(cells.map(([name, ...rest]) => [name!.replaceAll('`', ''), rest]))
}

describe.each(['payloads.md', 'zh-CN/payloads.md'])('docs/%s', (path) => {
  const rows = rowsOf(page(path))

  it('lists every payload', () => {
    expect([...rows.keys()].sort()).toEqual(payloads.map(({ name }) => name).sort())
  })

  it.each(payloads.map((payload) => [payload.name, payload] as const))(
    'tells the truth about %s',
    async (name, payload) => {
      const truth: string[] = []
      for (const probe of Object.values(probes)) truth.push((await probe(payload)) ? 'yes' : 'no')
      expect(rows.get(name)?.slice(0, truth.length)).toEqual(truth)
    },
  )
})

describe.each(payloads.map((payload) => [payload.name, payload] as const))('%s', (_, payload) => {
  it('reads a JSON request as every other payload does', async () => {
    const request = {
      method: 'POST',
      path: '/orders/7',
      search: 'full=yes&name=J%C3%BCrgen+K&empty=',
      headers: [
        ['Content-Type', 'application/json; charset=utf-8'],
        ['Cookie', 'session=a%20b; theme=dark'],
        ['X-Request-Source', 'shop'],
      ],
      body: Buffer.from('{"名":"舢板","n":1}'),
    } as const
    const event = await seen(payload, request, async (e) => ({
      method: e.method,
      path: e.path,
      query: { ...e.query },
      cookies: { ...e.cookies },
      source: e.headers.get('x-request-source'),
      json: await e.json(),
      viaRequest: await e.request.text(),
      url: new URL(e.url).pathname,
    }))
    expect(event).toEqual({
      method: 'POST',
      path: '/orders/7',
      query: { full: 'yes', name: 'Jürgen K', empty: '' },
      cookies: { session: 'a b', theme: 'dark' },
      source: 'shop',
      json: { 名: '舢板', n: 1 },
      viaRequest: '{"名":"舢板","n":1}',
      url: '/orders/7',
    })
  })

  it('reads a request without body or query', async () => {
    const event = await seen(payload, { method: 'GET', path: '/' }, async (e) => ({
      path: e.path,
      query: Object.keys(e.query),
      text: await e.text(),
      bytes: (await e.bytes()).byteLength,
      body: e.request.body,
    }))
    expect(event).toEqual({ path: '/', query: [], text: '', bytes: 0, body: null })
  })

  it.each([
    ['a plain value', () => ({ ok: true }), 200, 'application/json', '{"ok":true}'],
    ['text', () => '你好', 200, 'text/plain; charset=utf-8', '你好'],
    ['a reply', () => reply(201, { id: 7 }, { location: '/orders/7' }), 201, 'application/json', '{"id":7}'],
    [
      'a Response',
      () => new Response('hi', { status: 202, headers: { 'x-a': 'b' } }),
      202,
      'text/plain;charset=UTF-8',
      'hi',
    ],
    ['an async iterable', () => chunks(), 200, 'application/octet-stream', 'one two'],
  ])('replies with %s', async (_name, handler, status, type, text) => {
    const answer = await payload.send({ method: 'GET', path: '/' }, handler)
    expect(answer.status).toBe(status)
    expect(new Map(answer.headers).get('content-type')).toBe(type)
    expect(Buffer.from(answer.body).toString()).toBe(text)
  })

  it('sends no body for nothing, HEAD and 304', async () => {
    const nothing = await payload.send({ method: 'GET', path: '/' }, () => undefined)
    const head = await payload.send({ method: 'HEAD', path: '/' }, () => 'text')
    const unchanged = await payload.send({ method: 'GET', path: '/' }, () => reply(304, 'x', { etag: '"1"' }))
    expect([nothing, head, unchanged].map(({ status, body }) => [status, body.byteLength])).toEqual([
      [204, 0],
      [200, 0],
      [304, 0],
    ])
  })

  it('answers errors as problem+json, and unexpected ones without their text', async () => {
    const wanted = await payload.send(
      { method: 'GET', path: '/' },
      fail(new HttpError(409, 'taken', { code: 'TAKEN' })),
    )
    expect(wanted.status).toBe(409)
    expect(new Map(wanted.headers).get('content-type')).toBe('application/problem+json')
    expect(JSON.parse(Buffer.from(wanted.body).toString())).toMatchObject({
      status: 409,
      detail: 'taken',
      code: 'TAKEN',
    })
    const unexpected = await payload.send({ method: 'GET', path: '/' }, fail(new Error('password=hunter2')))
    expect(unexpected.status).toBe(500)
    expect(Buffer.from(unexpected.body).toString()).not.toContain('hunter2')
  })

  it('brings any JSON there and back', async () => {
    await fc.assert(
      fc.asyncProperty(json, fc.webQueryParameters(), async (text, search) => {
        const request = {
          method: 'PUT',
          path: '/x',
          search,
          headers: [['content-type', 'application/json']] as const,
        }
        const answer = await payload.send({ ...request, body: Buffer.from(text) }, (event) => event.json())
        expect(Buffer.from(answer.body).toString()).toBe(JSON.stringify(JSON.parse(text)))
      }),
      { numRuns: 60 },
    )
  })
})

async function* chunks(): AsyncGenerator<string | Uint8Array> {
  yield 'one '
  yield Buffer.from('two')
}

const fail = (error: Error) => (): never => {
  throw error
}
