import { SampanError } from '../errors.ts'
import type { Reply, ReplyBody } from './plain.ts'

/** A reply's body as the clouds' JSON envelopes carry it. */
export interface Payload {
  body: string
  isBase64Encoded: boolean
}

/**
 * Text where every gateway passes text through unharmed, base64 for all else. A REST API decodes base64 only
 * for its binaryMediaTypes, so text must leave as text; and what merely calls itself text but is another
 * charset, is compressed, or is no UTF-8 would be corrupted as a JSON string.
 */
export function toPayload(reply: Reply): Payload | Promise<Payload> {
  const body = reply.body
  if (typeof body === 'string') return { body, isBase64Encoded: false }
  if (body === undefined) return { body: '', isBase64Encoded: false }
  if (body instanceof Uint8Array) return bytesPayload(reply, body)
  return collect(body).then((bytes) => bytesPayload(reply, bytes))
}

function bytesPayload(reply: Reply, bytes: Uint8Array): Payload {
  if (saysText(reply)) {
    try {
      return {
        body: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
        isBase64Encoded: false,
      }
    } catch {
      // Not UTF-8, whatever the content type says.
    }
  }
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { body: whole.toString('base64'), isBase64Encoded: true }
}

const TEXT =
  /^(?:text\/|application\/(?:json|xml|javascript|x-www-form-urlencoded|graphql|x-ndjson)\b|[^;]+\+(?:json|xml)\b)/i

function saysText({ headers }: Reply): boolean {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') return false
  const type = String(headers['content-type'] ?? '')
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1]
  return TEXT.test(type) && (charset === undefined || /^(?:utf-?8|us-ascii)$/i.test(charset))
}

/** The whole body in memory. */
export async function collect(body: Exclude<ReplyBody, undefined>): Promise<Uint8Array> {
  if (typeof body === 'string') return Buffer.from(body, 'utf8')
  if (body instanceof Uint8Array) return body
  if ('arrayBuffer' in body) return new Uint8Array(await body.arrayBuffer())
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunkBytes(chunk))
  return Buffer.concat(chunks)
}

/** The body chunk by chunk, for adapters that stream. */
export async function* chunksOf(body: ReplyBody): AsyncIterable<Uint8Array> {
  if (body === undefined || body === '') return
  if (typeof body === 'string' || body instanceof Uint8Array) yield chunkBytes(body)
  else if ('arrayBuffer' in body) {
    const { body: stream } = body as Partial<Response>
    if (stream) for await (const chunk of stream as unknown as AsyncIterable<unknown>) yield chunkBytes(chunk)
    else yield new Uint8Array(await body.arrayBuffer())
  } else for await (const chunk of body) yield chunkBytes(chunk)
}

function chunkBytes(chunk: unknown): Uint8Array {
  if (typeof chunk === 'string') return Buffer.from(chunk, 'utf8')
  if (chunk instanceof Uint8Array) return chunk
  throw new SampanError('SAMPAN_BAD_RESULT', `A streamed body yields text or bytes, not a ${typeof chunk}`)
}
