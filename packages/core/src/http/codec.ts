import type { Codec } from '../codec.ts'
import { SampanError } from '../errors.ts'
import { lazily } from '../lazily.ts'
import { type HttpEvent, LazyHttpEvent } from './event.ts'
import type { Payload } from './payload.ts'
import { isBodiless, plainReply, Reply } from './plain.ts'
import type { HttpSource } from './source.ts'

const finishing = /* @__PURE__ */ lazily(() => import('./finish.ts'))
const problems = /* @__PURE__ */ lazily(() => import('./problem.ts'))

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

/** For clouds whose gateway takes the reply as one JSON envelope. */
export function httpCodec<Native>(spec: HttpPayloadSpec<Native>): Codec<Native, HttpEvent> {
  const { name, match, source } = spec
  const whole = async (result: unknown, event: HttpEvent): Promise<unknown> => {
    const { wholeReply } = await finishing()
    const [reply, payload] = await wholeReply(result, event.method)
    return seal(spec, reply, payload, event.native as Native)
  }
  return {
    name,
    kind: 'http',
    match,
    decode: (native, options) => new LazyHttpEvent(native, source, options),
    encode(result, event) {
      const reply = result instanceof Reply ? result : plainReply(result)
      if (reply === undefined || !isText(reply) || event.method === 'HEAD') return whole(result, event)
      // Text that is sent needs no finishing but of its framing, which is the gateway's to write.
      // A delete of what is not there costs more than the question, and makes the object a slow one.
      const { headers } = reply
      if (headers['content-length'] !== undefined) delete headers['content-length']
      if (headers['transfer-encoding'] !== undefined) delete headers['transfer-encoding']
      return seal(spec, reply, { body: reply.body, isBase64Encoded: false }, event.native as Native)
    },
    async fail(error, event, context) {
      const { problemReply } = await problems()
      try {
        return await whole(problemReply(error, context), event)
      } catch (cause) {
        // Details that are larger than the payload carries: the caller is answered nevertheless.
        return whole(problemReply(cause, context), event)
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
  for (const name in reply.headers) {
    const value = reply.headers[name]!
    characters += typeof value === 'string' ? value.length : String(value).length
  }
  if (characters * 6 + 16_384 > limit && Buffer.byteLength(JSON.stringify(envelope)) > limit) {
    throw new SampanError(
      'SAMPAN_REPLY_TOO_LARGE',
      `The reply is larger than the ${limit} bytes that ${spec.name} carries; stream it, or hand out a link to it`,
    )
  }
  return envelope
}

/** A reply whose body is sent, and is text. */
function isText(reply: Reply): reply is Reply & { body: string } {
  const { status, body } = reply
  return typeof body === 'string' && !isBodiless(status)
}
