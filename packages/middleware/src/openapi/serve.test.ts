import { createHash } from 'node:crypto'
import { use } from '@sampan/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { caller } from '../../test/call.ts'
import { openapiErrors } from '../../test/documents.ts'
import { type Router, router } from '../router/index.ts'
import { docsPage, type OpenApiDocument, openapi, serveOpenapi } from './index.ts'
import { pageOf } from './page.ts'

const info = { title: 'Shop', version: '1.0.0' }

const api: Router = router()
  .get(
    '/openapi.json',
    serveOpenapi(() => openapi(api, info)),
  )
  .get(
    '/docs',
    docsPage(() => openapi(api, info)),
  )
  .get('/items/:id', { response: z.object({ 'a b': z.string().min(1).optional() }) }, () => ({}))

const call = caller(api)

describe('serveOpenapi()', () => {
  it('is the document, of routes that came later too, without itself', async () => {
    api.get('/late', () => 'late')
    const { status, headers, json } = await call('GET /openapi.json')
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'application/json' })
    expect(openapiErrors(json)).toBeUndefined()
    expect(Object.keys(json.paths)).toEqual(['/items/{id}', '/late'])
  })

  it('is not listed behind middleware either', () => {
    const inner = router(use((_event, _context, next) => next())).get(
      '/',
      serveOpenapi(openapi(router(), info)),
    )
    expect(openapi(router().mount('/docs', inner), info).paths).toEqual({})
  })

  it('takes a document that is made', async () => {
    const served = caller(router().get('/', serveOpenapi(openapi(router(), info))))
    expect((await served('GET /')).json).toEqual(openapi(router(), info))
  })
})

describe('docsPage()', () => {
  it('is a page that may run nothing and load nothing', async () => {
    const { headers, body } = await call('GET /docs')
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    const style = /<style>([^]*)<\/style>/.exec(body)![1]!
    const hash = createHash('sha256').update(style).digest('base64')
    expect(headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}'`)
    expect(body).not.toMatch(/<script|\son\w+=|\sstyle=|https?:|url\(|@import/i)
  })

  it('shows operations, params and schemas', async () => {
    const { body } = await call('GET /docs')
    expect(body).toContain('<b class="get">GET</b> <code>/items/{id}</code>')
    expect(body).toContain('<tr><td><code>id</code> <td>path<td><code>string</code>')
    expect(body).toContain('  <b>&#34;a b&#34;</b>?: string  <i>minLength 1</i>\n')
    expect(body).toContain('<h3 id="schema-Problem">Problem</h3>')
  })
})

describe('hostile texts', () => {
  const evil = `"'><script>alert(1)</script></style></pre><!--`

  it('of every part stay texts', () => {
    const shape = { [evil]: z.literal(evil), other: z.enum([evil]).describe(evil).default(evil) }
    const hostile = router()
      .get(
        '/:__proto__/x<b>/:constructor',
        {
          query: z.object(shape),
          response: z.object(shape).meta({ id: evil, description: evil }),
          identity: { roles: [evil] },
        },
        () => ({ [evil]: evil }) as never,
      )
      .post(
        '/',
        { consumes: 'application/json', body: z.record(z.string(), z.string()).describe(evil) },
        () => '',
      )
    const document = openapi(
      hostile,
      { title: evil, version: evil, summary: evil, description: evil },
      {
        servers: [{ url: 'https://a.example', description: evil }],
        securitySchemes: { [evil.replace(/\W/g, '')]: { type: 'http', scheme: 'bearer', description: evil } },
        describe: () => ({
          operationId: evil,
          summary: evil,
          description: evil,
          tags: [evil],
          responses: { 201: { description: evil } },
        }),
      },
    )
    expect(openapiErrors(document)).toBeUndefined()
    expect(Object.keys(document.paths)).toContain('/{__proto__}/x%3Cb%3E/{constructor}')
    const page = pageOf(document)
    expect(page).not.toMatch(/<script|<!--|<\/style>[^]*<\/style>/)
    expect(tagsOf(page)).toEqual(TAGS)
    expect(({} as { other?: unknown }).other).toBeUndefined()
  })

  it('no text at all adds a tag or an attribute', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '=', ' ', 'a', '\n', 'script', '\u2028'),
        }),
        (text) => {
          const document = {
            openapi: '3.1.1',
            info: { title: text, version: text },
            paths: {
              [`/${text}`]: {
                get: {
                  operationId: text,
                  parameters: [
                    { name: text, in: 'query', required: false, description: text, schema: { $ref: text } },
                  ],
                  responses: {
                    [text]: {
                      description: text,
                      content: { [text]: { schema: { type: text, format: text } } },
                    },
                  },
                  security: [{ [text]: [text] }],
                },
              },
            },
            components: {
              schemas: {
                [text]: { properties: { [text]: { const: text, description: text } } },
                zz: { pattern: text, enum: [text] },
              },
              responses: {},
            },
          } as OpenApiDocument
          const page = pageOf(document)
          expect(tagsOf(page)).toEqual(TAGS)
          expect(page.match(/ id="[^"]*">/g)).toHaveLength(3)
        },
      ),
    )
  })
})

/** The names of all elements, of what a parser would see outside of attributes. */
const tagsOf = (page: string): Set<string> =>
  new Set([...page.replace(/"[^"]*"/g, '').matchAll(/<([^\s>]*)/g)].map(([, name]) => name!.replace('/', '')))

const TAGS: unknown = {
  asymmetricMatch: (tags: Set<string>) =>
    [...tags].every((name) =>
      /^(?:!doctype|html|meta|title|style|h[123]|small|p|code|details|summary|b|i|a|span|div|table|t[rhd]|pre)$/.test(
        name,
      ),
    ),
}
