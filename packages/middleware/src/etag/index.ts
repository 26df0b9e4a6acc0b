import type { Middleware, Reply } from '@sampan/core'
import { checkOptions, lazily } from '@sampan/core/adapter'
import { ownReply } from '../answer.ts'

export interface EtagOptions {
  /** `W/"…"`, where something outside may change the bytes but not the meaning. Default: strong. */
  readonly weak?: boolean
}

const cryptos = /* @__PURE__ */ lazily(() => import('node:crypto'))

/**
 * ETag for 200 replies to GET and HEAD whose body is text or bytes, and 304 where If-None-Match names it. A handler's
 * own ETag stays and is answered by in the same way; streams get none, they are not read here.
 */
export function etag(options: EtagOptions = {}): Middleware {
  checkOptions('etag()', options, ['weak'])
  const prefix = options.weak ? 'W/' : ''
  return async (event, _context, next) => {
    if (event.kind !== 'http' || (event.method !== 'GET' && event.method !== 'HEAD')) return next()
    const reply = ownReply(await next())
    if (reply.status !== 200) return reply
    const { body } = reply
    if (reply.headers['etag'] === undefined && (typeof body === 'string' || body instanceof Uint8Array)) {
      // Not a checksum: who can write content that collides would keep caches at what was there before.
      const { createHash } = await cryptos()
      reply.headers['etag'] = `${prefix}"${createHash('sha256').update(body).digest('base64url')}"`
    }
    const tag = reply.headers['etag']
    const asked = event.headers.get('if-none-match')
    return tag !== undefined && asked !== null && names(asked, String(tag)) ? notModified(reply) : reply
  }
}

/** If-None-Match compares weakly: `W/` does not count (RFC 9110, section 13.1.2). */
function names(asked: string, tag: string): boolean {
  if (asked.trim() === '*') return true
  const opaque = tag.replace(/^W\//, '')
  return asked.match(/"[!#-~\x80-\xff]*"/g)?.includes(opaque) ?? false
}

/** What describes a body that is not sent. The rest stays: RFC 9110, section 15.4.5, asks for Vary, Cache-Control … */
const OF_THE_BODY = [
  'content-type',
  'content-encoding',
  'content-language',
  'content-length',
  'content-range',
  'last-modified',
]

/** The body goes on with it: the adapter closes one that streams. */
function notModified(reply: Reply): Reply {
  reply.status = 304
  for (const name of OF_THE_BODY) delete reply.headers[name]
  return reply
}
