import {
  ADAPTER_OPTIONS,
  type AdapterArguments,
  type AdapterOptions,
  createInvoke,
  type EventCodec,
  parseEvent,
  splitArguments,
} from '@sampan/core/adapter'
import { scfContext } from './context.ts'
import { codecs, more } from './events/http.ts'
import type { ScfContext } from './native.ts'

export type * from './native-events.ts'
export type * from './native.ts'

/** About the gateway in front of the function. */
export interface ScfOptions extends AdapterOptions {}

/** What SCF calls. */
export type ScfHandler = (event: unknown, context?: ScfContext) => Promise<unknown>

/** Loaded where a function has a trigger of such a kind. */
async function events(): Promise<readonly EventCodec[]> {
  return (await import('./events/table.ts')).events
}

/** Sampan functions as one handler: `export const main_handler = scf(api)`. Options come last. */
export function scf(...args: AdapterArguments<ScfOptions>): ScfHandler {
  const { functions, options } = splitArguments('scf()', args, ADAPTER_OPTIONS)
  const invoke = createInvoke({ codecs, more, events, context: scfContext }, functions, options)
  // Async, because some runtimes ignore what a plain function returns.
  return async (event, context) => {
    // First of all, and by a call that cannot throw: while it is true, an open socket keeps the invocation running
    // after its reply, and the function times out although the caller saw it succeed.
    if (typeof context === 'object' && context !== null) {
      Reflect.set(context, 'callbackWaitsForEmptyEventLoop', false)
    }
    // The platform parses events, and then there is nothing to do here; local runners hand over their bytes.
    return invoke(parseEvent(event), context)
  }
}
