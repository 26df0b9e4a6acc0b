import { METHODS } from 'node:http'
import * as fc from 'fast-check'
import { http, on, reply } from '@sampan/core'
import { expect, test } from 'vitest'
import { captureOutput, exchange, running, wire } from '../test/wire.ts'
import { plainServer } from './samples.ts'

/** Touches everything that a function can read, and answers with it. */
const reads = on(http(), async (event) => {
  const { method, path, search, url, query, cookies, client } = event
  const text = await event.text()
  if (!path.startsWith('/')) throw new Error(`the path is ${path}`)
  const { origin } = new URL(url)
  const request = event.request
  return {
    method,
    path,
    search,
    origin,
    query,
    cookies,
    client,
    headers: [...event.headers],
    text,
    url: request.url,
  }
})

/** One of these characters. */
function chars(all: string): fc.Arbitrary<string> {
  return fc.constantFrom(...all.split(''))
}

const token = fc.string({ unit: chars("abcXYZ019!#$%&'*+.^_`|~-"), minLength: 1, maxLength: 12 })
const line = fc.string({ unit: chars('ab \t,;=:"%\\\xe9\xff/@[]{}()<>?'), maxLength: 30 })
const target = fc.oneof(
  fc.string({ unit: chars('ab/%20?&=.#;:@!*[]{}|^`"<>~\\'), maxLength: 40 }).map((text) => `/${text}`),
  fc.string({ unit: 'binary-ascii', maxLength: 20 }),
  fc.constantFrom(
    '*',
    '//',
    'http://',
    'http://a',
    'http://a@b/c',
    'http://[::1/',
    '/%',
    '/?',
    '/??',
    '/#',
    '//[',
    'a:b',
  ),
)

test('whatever bytes arrive, the answer is HTTP, and the server lives', async () => {
  captureOutput()
  const server = await running(reads)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 4 }), async (pieces) => {
      const raw = await exchange(server, ...pieces, '\r\n\r\nX\r\n\r\n')
      expect(raw).toMatch(/^HTTP\/1\.1 (?:400|431) /)
    }),
    { numRuns: 60 },
  )
  expect((await fetch(server.url)).status).toBe(200)
})

test('whatever a request is made of, it is answered, and never with a 500', async () => {
  const output = captureOutput()
  const server = await running(reads)
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...METHODS) }, token),
      target,
      fc.array(
        fc.tuple(fc.oneof(token, fc.constantFrom('Cookie', 'Host', 'X-Forwarded-For', '__proto__')), line),
        {
          maxLength: 6,
        },
      ),
      fc.string({ maxLength: 20 }),
      async (method, path, headers, body) => {
        const bytes = Buffer.from(body)
        const lines = headers.map(([name, value]) => `${name}: ${value}`).join('\r\n')
        const head = `${method} ${path} HTTP/1.1\r\nHost: a\r\n${lines && `${lines}\r\n`}`
        const raw = await exchange(
          server,
          `${head}Connection: close\r\nContent-Length: ${bytes.length}\r\n\r\n`,
          bytes,
        )
        expect(raw).toMatch(/^HTTP\/1\.1 (?:200|400|405|417|431) /)
      },
    ),
    { numRuns: 300 },
  )
  expect(output.text).not.toContain('unhandled error')
  expect((await fetch(server.url)).status).toBe(200)
})

test('any request, there and back: what was sent is what the function saw, to the byte', async () => {
  const server = await running(
    on(http(), async (event) =>
      reply(200, await event.bytes(), {
        'x-path': event.path,
        'x-search': event.search,
        'x-method': event.method,
        'x-lines': event.headers.getAll('x-line'),
        'x-host': event.headers.get('host') ?? '',
      }),
    ),
  )
  const path = fc.string({ unit: chars("ab09-._~!$&'()*+,;=:@/%"), maxLength: 30 }).map((text) => `/${text}`)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PURGE'),
      path,
      fc.string({ unit: chars('ab09=&%+?/:;,'), maxLength: 30 }),
      fc.array(
        fc.string({ unit: chars('ab ,;="\xe9'), minLength: 1, maxLength: 20 }).map((text) => text.trim()),
      ),
      fc.uint8Array({ maxLength: 100 }),
      async (method, path, search, lines, body) => {
        const bytes = plainServer.request({
          method,
          path,
          search,
          host: 'shop.test:8080',
          headers: lines.map((value) => ['X-Line', value]),
          body,
        }) as Uint8Array
        const raw = await (await wire(server)).send(bytes).closed
        const answer = plainServer.reply(Buffer.from(raw, 'latin1'))
        const sent = (name: string): string[] =>
          answer.headers.flatMap(([key, value]) => (key === name ? [value] : []))
        expect(answer.status).toBe(200)
        expect(Buffer.from(answer.body)).toEqual(Buffer.from(body))
        expect([sent('x-method'), sent('x-path'), sent('x-search'), sent('x-host')]).toEqual([
          [method],
          [path],
          [search],
          ['shop.test:8080'],
        ])
        expect(sent('x-lines')).toEqual(lines)
      },
    ),
    { numRuns: 60 },
  )
})
