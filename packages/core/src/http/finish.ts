import { type Payload, toPayload } from './payload.ts'
import { isBodiless, Reply } from './plain.ts'
import { toReply } from './reply.ts'

/** Whatever a handler returned, ready for an envelope. Loaded with the first reply that is more than text. */
export async function wholeReply(result: unknown, method: string): Promise<[Reply, Payload]> {
  const reply = finishReply(toReply(result), method)
  return [reply, await toPayload(reply)]
}

/** What HTTP says of every reply: no body where none may be, no framing that is the gateway's to write. */
export function finishReply(reply: Reply, method: string): Reply {
  const { status, headers } = reply
  delete headers['content-length']
  delete headers['transfer-encoding']
  if (isBodiless(status)) {
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
