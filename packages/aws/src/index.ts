import { SampanError } from '@sampan/core'
import {
  ADAPTER_OPTIONS,
  type AdapterArguments,
  type AdapterOptions,
  createInvoke,
  type EventCodec,
  HTTP_OPTIONS,
  type HttpOptions,
  splitArguments,
} from '@sampan/core/adapter'
import { lambdaContext } from './context.ts'
import { codecs, more } from './events/http.ts'
import type { LambdaContext } from './native.ts'
import type { LambdaRuntime, StreamingHandler } from './stream.ts'

export type * from './native-events.ts'
export type * from './native-streams.ts'
export type * from './native.ts'
export type { ResponseStream, StreamingHandler } from './stream.ts'

/** About the gateway in front of the function. */
export interface LambdaOptions extends AdapterOptions {}

/** What Lambda calls. */
export type LambdaHandler = (event: unknown, context?: LambdaContext) => Promise<unknown>

/** `lambda(api)`, and `lambda.stream(api)` for functions whose reply is sent while it is made. */
export interface Lambda {
  /** Sampan functions as one handler: `export const handler = lambda(api)`. Options come last. */
  (...args: AdapterArguments<LambdaOptions>): LambdaHandler
  /**
   * The same with response streaming, for Function URLs of invoke mode RESPONSE_STREAM and REST APIs of response
   * transfer mode STREAM: the reply leaves chunk by chunk, and may be 200 MB.
   *
   * @throws SampanError SAMPAN_NO_STREAMING outside of Lambda's Node.js runtime
   */
  stream(...args: AdapterArguments<HttpOptions>): StreamingHandler
}

/** Loaded where a function has a trigger of such a kind. */
async function events(): Promise<readonly EventCodec[]> {
  return (await import('./events/table.ts')).events
}

function handler(...args: AdapterArguments<LambdaOptions>): LambdaHandler {
  const { functions, options } = splitArguments('lambda()', args, ADAPTER_OPTIONS)
  const invoke = createInvoke({ codecs, more, events, context: lambdaContext }, functions, options)
  // Two parameters, no more: from Node 24 on Lambda refuses a handler of three at init, as a callback handler.
  return (event, context) => invoke(event, context)
}

function stream(...args: AdapterArguments<HttpOptions>): StreamingHandler {
  const { functions, options } = splitArguments('lambda.stream()', args, HTTP_OPTIONS)
  const runtime = (globalThis as { awslambda?: LambdaRuntime }).awslambda
  if (runtime === undefined) {
    throw new SampanError(
      'SAMPAN_NO_STREAMING',
      'lambda.stream() needs the awslambda global of the Node.js runtime; elsewhere use lambda() or serve()',
    )
  }
  let run: StreamingHandler | undefined
  return runtime.streamifyResponse(async (event, responseStream, context) => {
    run ??= (await import('./stream.ts')).streamer(functions, options, runtime)
    return run(event, responseStream, context)
  })
}

export const lambda: Lambda = /* @__PURE__ */ Object.assign(handler, { stream })
