import { type Context, type HttpEvent, type Middleware, type Reply, SampanError } from '@sampan/core'
import { checkOptions, lazily } from '@sampan/core/adapter'
import { addVary, ownReply } from '../answer.ts'
import type { Coding } from './coder.ts'
import { isWanted } from './gateway.ts'
import { negotiate } from './negotiate.ts'

export type { Coding }

export interface CompressOptions {
  /** Bytes below which a body is sent as it is. Default 1024. Of a stream nobody knows them: it is compressed. */
  readonly threshold?: number
  /** What the caller chooses among; of those that it likes equally, the first. Default br, zstd, gzip, deflate. */
  readonly encodings?: readonly Coding[]
  /**
   * Whether to compress what this request is answered. Default: not behind a REST API of AWS, which may hand compressed
   * bytes out as base64, nor behind the API gateway of Tencent, which compresses.
   */
  readonly when?: (event: HttpEvent, context: Context) => boolean
}

const CODINGS: readonly Coding[] = ['br', 'zstd', 'gzip', 'deflate']

const coders = /* @__PURE__ */ lazily(async () => (await import('./coder.ts')).loadCoders())

/**
 * Compresses replies by Accept-Encoding, streams while they stream. `Cache-Control: no-transform` on a reply keeps it
 * as it is: use it where a reply holds a secret beside what the request said (BREACH).
 *
 * @throws SampanError SAMPAN_BAD_OPTION
 */
export function compress(options: CompressOptions = {}): Middleware {
  checkOptions('compress()', options, ['threshold', 'encodings', 'when'])
  const { threshold = 1024, encodings = CODINGS, when = isWanted } = options
  if (!(threshold >= 0)) throw bad(`threshold takes a number of bytes, not ${threshold}`)
  for (const one of encodings) {
    if (!CODINGS.includes(one))
      throw bad(`encodings are of ${CODINGS.join(', ')}, not ${JSON.stringify(one)}`)
  }
  return async (event, context, next) => {
    if (event.kind !== 'http') return next()
    const reply = ownReply(await next())
    if (!isCandidate(reply, threshold) || !when(event, context)) return reply
    addVary(reply, 'Accept-Encoding')
    const accept = event.headers.get('accept-encoding')
    // A first look: zlib is not loaded for who wants none of them.
    if (negotiate(accept, encodings) === undefined) return reply
    const { has, whole, stream } = await coders()
    const coding = negotiate(accept, encodings.filter(has))
    if (coding === undefined) return reply
    const { body } = reply
    if (event.method !== 'HEAD' && reply.status !== 304) {
      if (typeof body === 'string' || body instanceof Uint8Array) {
        const small = await whole(coding, body)
        if (small.byteLength >= sizeOf(reply)!) return reply
        reply.body = small
      } else reply.body = stream(coding, body)
    }
    encoded(reply, coding)
    return reply
  }
}

/** The headers that are of other bytes now. */
function encoded({ status, headers }: Reply, coding: Coding): void {
  if (status !== 304) headers['content-encoding'] = coding
  delete headers['content-length']
  // RFC 9110, section 8.8.1: a strong one promises the same bytes to everybody.
  const tag = headers['etag']
  if (typeof tag === 'string' && !tag.startsWith('W/')) headers['etag'] = `W/${tag}`
}

/** Text in all its names, and the few others that are not compressed as it is. */
const COMPRESSIBLE =
  /^(?:text\/|application\/(?:json|javascript|xml|x-ndjson|yaml|wasm)\b|[^;]+\+(?:json|xml|yaml)\b|font\/[ot]tf\b)/i

function isCandidate(reply: Reply, threshold: number): boolean {
  const { status, headers } = reply
  if (/(?:^|[\s,])no-transform(?:$|[\s,])/i.test(String(headers['cache-control'] ?? ''))) return false
  // It says what a 200 would have said: the ETag in the same form, and the same Vary (RFC 9110, section 15.4.5).
  if (status === 304) return headers['etag'] !== undefined
  // A part is a part of the bytes as they are.
  if (reply.body === undefined || status === 206 || headers['content-range'] !== undefined) return false
  if (headers['content-encoding'] !== undefined) return false
  // A digest is of these bytes.
  if (headers['content-digest'] !== undefined || headers['repr-digest'] !== undefined) return false
  return COMPRESSIBLE.test(String(headers['content-type'] ?? '')) && (sizeOf(reply) ?? threshold) >= threshold
}

/** Bytes of the body, where that is known. */
function sizeOf({ body, headers }: Reply): number | undefined {
  if (typeof body === 'string') return Buffer.byteLength(body)
  if (body instanceof Uint8Array) return body.byteLength
  const length = headers['content-length']
  return typeof length === 'string' && /^\d+$/.test(length) ? Number(length) : undefined
}

function bad(message: string): SampanError {
  return new SampanError('SAMPAN_BAD_OPTION', `compress(): ${message}`)
}
