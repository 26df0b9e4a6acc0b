import { type Reply, reply } from '@sampan/core'
import { internal } from './internal.ts'
import { pageOf, STYLE_HASH } from './page.ts'
import type { OpenApiDocument } from './types.ts'

/** A document, or what makes it at the first request: so it holds the routes that were added later as well. */
type Source = OpenApiDocument | (() => OpenApiDocument)

/** Serves the document as JSON: `.get('/openapi.json', serveOpenapi(() => openapi(api, info)))`. It is not listed in it. */
export function serveOpenapi(source: Source): () => Reply {
  const text = once(() => JSON.stringify(read(source)))
  return internal(() => reply(200, text(), { 'content-type': 'application/json' }))
}

/**
 * Serves the document as a page for people: `.get('/docs', docsPage(() => openapi(api, info)))`. It is one piece of HTML
 * without a script, and loads nothing; it is not listed in the document.
 */
export function docsPage(source: Source): () => Reply {
  const html = once(() => pageOf(read(source)))
  return internal(() => reply(200, html(), HEADERS))
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  // All that the page needs is its own style: whatever else got into it would not run.
  'content-security-policy': `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
  'x-content-type-options': 'nosniff',
}

function read(source: Source): OpenApiDocument {
  return typeof source === 'function' ? source() : source
}

function once(make: () => string): () => string {
  let made: string | undefined
  return () => (made ??= make())
}
