import { type Reply, SampanError, type SampanFunction } from '@sampan/core'
import { BareRecord, chunksOf, createInvoke, type HttpOptions, replyCodec } from '@sampan/core/adapter'
import { lambdaContext } from './context.ts'
import { httpApi, isFunctionUrl } from './events/http/api.ts'
import { restApi } from './events/http/rest.ts'
import type { HttpApiEvent, LambdaContext, RestApiEvent } from './native.ts'

/** The writable stream that Lambda's runtime hands to a streaming handler. */
export interface ResponseStream {
  readonly destroyed: boolean
  write(chunk: string | Uint8Array): boolean
  end(): unknown
  once(event: 'drain' | 'close' | 'error', listener: (error?: Error) => void): unknown
  off(event: 'drain' | 'close' | 'error', listener: (error?: Error) => void): unknown
}

/** What Lambda calls, marked by its runtime as streaming. */
export type StreamingHandler = (
  event: unknown,
  stream: ResponseStream,
  context?: LambdaContext,
) => Promise<void>

/** The global of Lambda's Node.js runtime. */
export interface LambdaRuntime {
  streamifyResponse(handler: StreamingHandler): StreamingHandler
  HttpResponseStream: { from(stream: ResponseStream, prelude: object): ResponseStream }
}

// HTTP APIs, ALB, Lattice and Lambda@Edge take no stream: their events are refused loudly, not answered wrongly.
const codecs = [
  replyCodec<HttpApiEvent>({
    ...httpApi,
    name: 'aws.function-url',
    match: (native) => httpApi.match(native) && isFunctionUrl(native),
  }),
  replyCodec<RestApiEvent>({
    ...restApi,
    match: (native) => restApi.match(native) && native.version === undefined,
  }),
]

/** What a streaming handler does; loaded with its first event, so that buffered functions do not carry it. */
export function streamer(
  functions: readonly SampanFunction[],
  options: HttpOptions,
  runtime: LambdaRuntime,
): StreamingHandler {
  const invoke = createInvoke({ codecs, context: lambdaContext }, functions, options)
  return async (event, responseStream, context) => {
    await invoke(event, context, (reply: Reply) => send(reply, responseStream, runtime))
  }
}

/**
 * An error before the first byte has become a 500 reply by now. One after it is thrown on: the runtime then ends
 * the body with its error trailers, and the client sees a broken transfer, not a complete one.
 */
async function send(reply: Reply, raw: ResponseStream, runtime: LambdaRuntime): Promise<void> {
  const out = runtime.HttpResponseStream.from(raw, prelude(reply))
  // The prelude leaves with the first write; end() alone would lose status and headers.
  out.write('')
  for await (const chunk of chunksOf(reply.body)) {
    if (!out.write(chunk)) await drained(out)
  }
  out.end()
}

function prelude({ status, headers }: Reply): object {
  const single = new BareRecord<string>()
  for (const name in headers) if (name !== 'set-cookie') single[name] = [headers[name]!].flat().join(', ')
  const cookies = [headers['set-cookie'] ?? []].flat()
  return { statusCode: status, headers: single, ...(cookies.length > 0 && { cookies }) }
}

/** Waits until the client has caught up; a connection that is gone ends the wait, and with it the production. */
function drained(out: ResponseStream): Promise<void> {
  // It may have gone while the chunk was made: no event would tell of that any more.
  if (out.destroyed) return Promise.reject(clientGone())
  return new Promise((resolve, reject) => {
    const settle = (error?: Error): void => {
      for (const event of ['drain', 'close', 'error'] as const) out.off(event, listeners[event])
      if (error === undefined) resolve()
      else reject(error)
    }
    const listeners = {
      drain: () => settle(),
      close: () => settle(clientGone()),
      error: (error?: Error) => settle(error ?? new Error('The response stream failed')),
    }
    for (const event of ['drain', 'close', 'error'] as const) out.once(event, listeners[event])
  })
}

function clientGone(): SampanError {
  return new SampanError('SAMPAN_CLIENT_GONE', 'The client went away before the reply was complete')
}
