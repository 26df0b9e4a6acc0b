import type { Codec } from '../codec.ts'
import type { HttpRequestSpec } from './codec.ts'
import { type HttpEvent, LazyHttpEvent } from './event.ts'
import { finishReply } from './finish.ts'
import { problemReply } from './problem.ts'
import { toReply } from './reply.ts'

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
