import { type HttpEvent, type Middleware, SampanError } from '@sampan/core'
import { checkOptions, lazily } from '@sampan/core/adapter'
import { changeAnswer } from '../answer.ts'

export interface RequestIdOptions {
  /** Of the reply, and of the request where it is trusted. Default `x-request-id`. */
  readonly header?: string
  /**
   * Whether to go on under the id that the request brings, where it has the shape of one: up to 128 letters, digits and
   * `-_.:/+=`. Only for functions behind a proxy that sets the header: a client could write another call's id.
   */
  readonly trust?: boolean | ((event: HttpEvent) => boolean)
}

const cryptos = /* @__PURE__ */ lazily(() => import('node:crypto'))

/**
 * One id for the call in the reply's header, in `context.requestId`, in its log lines and in problem replies: the
 * platform's, or a random one where it gives none.
 *
 * @throws SampanError SAMPAN_BAD_OPTION
 */
export function requestId(options: RequestIdOptions = {}): Middleware {
  checkOptions('requestId()', options, ['header', 'trust'])
  const { header = 'x-request-id', trust = false } = options
  if (!/^[\w-]+$/.test(header)) {
    throw new SampanError('SAMPAN_BAD_OPTION', `requestId(): ${JSON.stringify(header)} is no header name`)
  }
  const name = header.toLowerCase()
  return async (event, context, next) => {
    if (event.kind !== 'http') return next()
    const trusted = typeof trust === 'function' ? trust(event) : trust
    const given = safe(trusted ? event.headers.get(name) : null) ?? safe(context.requestId)
    // Not the global: Node 18 has none.
    const id = given ?? (await cryptos()).randomUUID()
    // Over the getter of the context: who reads the log finds the call by the id that its caller was told.
    Object.defineProperty(context, 'requestId', {
      value: id,
      configurable: true,
      enumerable: true,
      writable: true,
    })
    return changeAnswer(context, next, (reply) => {
      reply.headers[name] = id
    })
  }
}

/** It goes into headers, log lines and pages: no line breaks, no markup, no megabytes. */
function safe(id: string | null): string | undefined {
  return id !== null && /^[\w.:/+=-]{1,128}$/.test(id) ? id : undefined
}
