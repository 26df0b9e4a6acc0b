import type { Reply } from '@sampan/core'
import {
  ADAPTER_OPTIONS,
  type AdapterArguments,
  type AdapterOptions,
  createInvoke,
  type EventCodec,
  lazily,
  type NodeCallback,
  parseEvent,
  settleWith,
  splitArguments,
} from '@sampan/core/adapter'
import { fcContext } from './context.ts'
import { isExchange, isFc2Response } from './events/http/exchange.ts'
import { codecs, more } from './events/http.ts'
import { type FcHook, initializer, preStop } from './lifecycle.ts'
import type { Fc2Request, Fc2Response, FcContext } from './native.ts'

export type { FcHook } from './lifecycle.ts'
export type * from './native-events.ts'
export type * from './native-streams.ts'
export type * from './native.ts'

const fc2 = /* @__PURE__ */ lazily(() => import('./events/http/fc2.ts'))

/** About the gateway in front of the function. */
export interface FcOptions extends AdapterOptions {}

/** What Function Compute calls, and the two hooks of the instance. */
export interface FcHandler {
  /** An event from Node 18 on; HTTP on FC 3.0 and API Gateway are events too. The bytes of its JSON, or its value. */
  (event: unknown, context?: FcContext): Promise<unknown>
  /** An event up to Node 16, where nothing but the callback ends a call. Later runtimes take it as well. */
  (event: unknown, context: FcContext | undefined, callback: NodeCallback): undefined
  /** HTTP on FC 2.0. */
  (req: Fc2Request, resp: Fc2Response, context?: FcContext): Promise<unknown>
  /** `export const { initializer, preStop } = handler`, named in the function's instance lifecycle configuration. */
  readonly initializer: FcHook
  readonly preStop: FcHook
}

/** Loaded where a function has a trigger of such a kind. */
async function events(): Promise<readonly EventCodec[]> {
  return (await import('./events/table.ts')).events
}

/** Sampan functions as one handler: `export const handler = fc(api)`. Options come last. */
export function fc(...args: AdapterArguments<FcOptions>): FcHandler {
  const { functions, options } = splitArguments('fc()', args, ADAPTER_OPTIONS)
  const invoke = createInvoke({ codecs, more, events, context: fcContext }, functions, options)
  // Not async: up to Node 16 the runtime ignores what a promise brings, and waits for the callback until the timeout.
  const handler = (first: unknown, second: unknown, third: unknown): Promise<unknown> | undefined => {
    const written = isFc2Response(second)
    const native = written ? { req: first, resp: second } : parseEvent(first)
    const done = invoke(native, (written ? third : second) as FcContext | undefined)
    if (isExchange(native)) {
      // After waitUntil's work, as everything else that ends a call: the instance is frozen from then on.
      return done.then(async (reply) => {
        const { sendReply } = await fc2()
        return sendReply(native.resp, reply as Reply)
      })
    }
    return typeof third === 'function' ? settleWith(third as NodeCallback, done) : done
  }
  return Object.assign(handler, { initializer, preStop }) as FcHandler
}
