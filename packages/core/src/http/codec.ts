import type { Codec } from '../codec.ts'
import { SampanError } from '../errors.ts'
import { type HttpEvent, LazyHttpEvent } from './event.ts'
import { type Payload, toPayload } from './payload.ts'
import { problemReply } from './problem.ts'
import { Reply, toReply } from './reply.ts'
import type { HttpSource } from './source.ts'

/** One native HTTP request: how to know it, and how to read it. */
export interface HttpRequestSpec<Native> {
  /** As in `aws.http-api`: it stands in error messages and in the docs. */
  readonly name: string
  match(native: any): boolean
  readonly source: HttpSource<Native>
}

/** One native HTTP payload, both ways: a request and the JSON envelope of its reply. */
export interface HttpPayloadSpec<Native> extends HttpRequestSpec<Native> {
  /** The envelope that the gateway takes. `finishReply` has seen to the reply. */
  envelope(reply: Reply, payload: Payload, native: Native): unknown
  /** Most bytes of the envelope as JSON before the platform refuses it. */
  limit(native: Native): number
}

/** For adapters that write the reply themselves (a server, a stream, a Response): the result is a Reply. */
export function replyCodec<Native>({
  name,
  match,
  source,
}: HttpRequestSpec<Native>): Codec<Native, HttpEvent> {
  return {
    name,
    kind: 'http',
    match,
    decode: (native, options) => new LazyHttpEvent(native, source, options),
    encode: (result, event) => finishReply(toReply(result), event.method),
    fail: (error, event, context) => finishReply(problemReply(error, context), event.method),
  }
}

/** For clouds whose gateway takes the reply as one JSON envelope. */
export function httpCodec<Native>(spec: HttpPayloadSpec<Native>): Codec<Native, HttpEvent> {
  const base = replyCodec(spec)
  const write = (reply: Reply, event: HttpEvent): unknown => {
    const payload = toPayload(reply)
    const native = event.native as Native
    return 'body' in payload
      ? seal(spec, reply, payload, native)
      : payload.then((done) => seal(spec, reply, done, native))
  }
  return {
    ...base,
    encode: (result, event, context) => write(base.encode(result, event, context) as Reply, event),
    fail(error, event, context) {
      try {
        return write(base.fail(error, event, context) as Reply, event)
      } catch (cause) {
        // Details that are larger than the payload carries: the caller is answered nevertheless.
        return write(base.fail(cause, event, context) as Reply, event)
      }
    },
  }
}

function seal<Native>(
  spec: HttpPayloadSpec<Native>,
  reply: Reply,
  payload: Payload,
  native: Native,
): unknown {
  const envelope = spec.envelope(reply, payload, native)
  const limit = spec.limit(native)
  // No character takes more than six bytes as JSON: nearly every reply is known to fit without being written out.
  let characters = payload.body.length
  for (const name in reply.headers) characters += String(reply.headers[name]).length
  if (characters * 6 + 16_384 > limit && Buffer.byteLength(JSON.stringify(envelope)) > limit) {
    throw new SampanError(
      'SAMPAN_REPLY_TOO_LARGE',
      `The reply is larger than the ${limit} bytes that ${spec.name} carries; stream it, or hand out a link to it`,
    )
  }
  return envelope
}

/** What HTTP says of every reply: no body where none may be, no framing that is the gateway's to write. */
export function finishReply(reply: Reply, method: string): Reply {
  const { status, headers } = reply
  delete headers['content-length']
  delete headers['transfer-encoding']
  const bodiless = status === 204 || status === 205 || status === 304
  if (bodiless) {
    delete headers['content-type']
    delete headers['content-encoding']
  } else if (method !== 'HEAD') return reply
  discardBody(reply.body)
  // A copy: a reply that a function keeps, and gives to many requests, is not emptied for all of them.
  return new Reply(status, headers, undefined)
}

/** A body that is not sent is closed, or whatever produces it would wait for its reader for ever. */
function discardBody(body: unknown): void {
  if (typeof body !== 'object') return
  const stream = ((body as Partial<Response>).body ?? body) as {
    cancel?(): unknown
    return?(): unknown
    destroy?(): unknown
  }
  // A web stream, a Node stream, a generator. How the closing fails is nobody's concern any more.
  Promise.resolve(stream.cancel?.() ?? stream.destroy?.() ?? stream.return?.()).catch(() => {})
}
