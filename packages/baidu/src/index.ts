import {
  ADAPTER_OPTIONS,
  type AdapterArguments,
  type AdapterOptions,
  createInvoke,
  type EventCodec,
  type NodeCallback,
  settleWith,
  splitArguments,
} from '@sampan/core/adapter'
import { cfcContext } from './context.ts'
import { codecs } from './events/http.ts'
import type { CfcContext } from './native.ts'

export type * from './native-events.ts'
export type * from './native.ts'

/** About the gateway in front of the function. */
export interface CfcOptions extends AdapterOptions {}

/** The runtime's third argument. */
export type CfcCallback = NodeCallback

/** What CFC calls. */
export interface CfcHandler {
  (event: unknown, context: CfcContext | undefined, callback: CfcCallback): undefined
  /** Without a callback, as in tests, it gives the promise. */
  (event: unknown, context?: CfcContext): Promise<unknown>
}

/** Loaded where a function has a trigger of such a kind. */
async function events(): Promise<readonly EventCodec[]> {
  return (await import('./events/table.ts')).events
}

/** Sampan functions as one handler: `export const handler = cfc(api)`. Options come last. */
export function cfc(...args: AdapterArguments<CfcOptions>): CfcHandler {
  const { functions, options } = splitArguments('cfc()', args, ADAPTER_OPTIONS)
  const invoke = createInvoke({ codecs, events, context: cfcContext }, functions, options)
  // Three parameters and not async: CFC documents the callback and nothing else. What runs when it is called is
  // frozen, so it comes after what `waitUntil` was given, as the promise does.
  const handler = (event: unknown, context?: CfcContext, callback?: CfcCallback): unknown => {
    const done = invoke(event, context)
    return typeof callback === 'function' ? settleWith(callback, done) : done
  }
  return handler as CfcHandler
}
