import type { Context } from '../context.ts'
import { HttpError } from '../errors.ts'
import type { Reply } from './plain.ts'
import { reply } from './reply.ts'
import { reasonPhrase } from './status.ts'

/**
 * Any thrown value as RFC 9457 problem+json. An HttpError says what its author wrote; anything else is logged
 * whole and shows the caller nothing but the request id, under which the log line can be found.
 */
export function problemReply(error: unknown, context: Context): Reply {
  const requestId = context.requestId
  if (!(error instanceof HttpError)) {
    context.log.error('unhandled error', { error })
    return problem(500, { requestId })
  }
  const { status, message, code, details, headers } = error
  if (status >= 500) context.log.error(message, { error })
  const members = { detail: message || undefined, code, requestId }
  try {
    return problem(status, { ...members, details }, headers)
  } catch (cause) {
    // Details that are no JSON, or a header that is none: a 401 must not become a crash for that.
    context.log.error('the details or headers of an HttpError cannot be sent', { error, cause })
    return problem(status, members)
  }
}

function problem(status: number, members: object, headers?: { [name: string]: string | string[] }): Reply {
  const body = JSON.stringify({ type: 'about:blank', title: reasonPhrase(status), status, ...members })
  return reply(status, body, { ...headers, 'content-type': 'application/problem+json' })
}
