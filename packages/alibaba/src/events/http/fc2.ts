import { type HttpEvent, Reply } from '@sampan/core'
import {
  asText,
  type Codec,
  collect,
  decodePart,
  formatQuery,
  type HttpRequestSpec,
  type NativeBody,
  nativeBody,
  normalPath,
  replyCodec,
} from '@sampan/core/adapter'
import type { Fc2Exchange, Fc2Request, Fc2Response } from '../../native.ts'
import { isExchange } from './exchange.ts'
import { checkHeaders } from './limit.ts'

/** FC 2.0: HTTP triggers of the built-in runtimes, whose handlers are called with `(req, resp, context)`. */
const fc2Http: HttpRequestSpec<Fc2Exchange> = {
  name: 'alibaba.fc2-http',
  match: isExchange,
  source: {
    method: ({ req }) => req.method,
    path: ({ req }) => pathOf(req),
    search({ req }) {
      // The URL keeps the order of the keys, and what a decoded map cannot tell apart.
      const url = asText(req.url) ?? ''
      const mark = url.indexOf('?')
      return mark === -1 ? formatQuery(req.queries) : url.slice(mark + 1)
    },
    headers: ({ req }) => req.headers,
    body: ({ req }) => bodyOf(req),
    base64: () => false,
    ip: ({ req }) => asText(req.clientIP),
  },
}

const base = replyCodec(fc2Http)

/**
 * Encoded, a reply is a Reply still, but one whose body is at hand: an error in producing it becomes a 500 as long
 * as nothing is sent. `resp.send` buffers a stream all the same.
 */
export const fc2Codec: Codec<Fc2Exchange, HttpEvent> = {
  ...base,
  encode: (result, event, context) => buffered(base.encode(result, event, context) as Reply),
  fail(error, event, context) {
    try {
      return buffered(base.fail(error, event, context) as Reply)
    } catch (cause) {
      // An HttpError with more headers than are carried: the caller is answered nevertheless.
      return buffered(base.fail(cause, event, context) as Reply)
    }
  },
}

/** Writes an encoded reply, once and to the end. */
export function sendReply(resp: Fc2Response, { status, headers, body }: Reply): unknown {
  resp.setStatusCode(status)
  for (const name in headers) resp.setHeader(name, headers[name]!)
  // Any other view of bytes than a Buffer is a TypeError to the runtime.
  return resp.send(
    body instanceof Uint8Array
      ? Buffer.from(body.buffer, body.byteOffset, body.byteLength)
      : ((body as string | undefined) ?? ''),
  )
}

function buffered(reply: Reply): Reply | Promise<Reply> {
  const { status, headers, body } = reply
  checkHeaders(headers)
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return reply
  return collect(body).then((bytes) => new Reply(status, headers, bytes))
}

/**
 * Nothing says whether the runtime's path is decoded. The URL is as it was sent, so it is preferred where the two
 * speak of the same path; on the default domain it starts with the service's own prefix.
 */
function pathOf(req: Fc2Request): string {
  const sent = asText(req.url)
    ?.split('?', 1)[0]!
    .replace(/^\/2016-08-15\/proxy\/[^/]+\/[^/]+/, '')
  const path = asText(req.path) ?? sent
  return normalPath(sent !== undefined && decodePart(sent) === path ? sent : path)
}

function bodyOf(req: Fc2Request): NativeBody {
  // Bytes in the runtime; local runners and tests leave text there.
  if (req.body != null) return nativeBody(req.body)
  // Runtimes of before 2023 have the stream alone.
  const stream = req as Partial<AsyncIterable<Uint8Array>>
  return typeof stream[Symbol.asyncIterator] === 'function'
    ? (stream as AsyncIterable<Uint8Array>)
    : undefined
}
