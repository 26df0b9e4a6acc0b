import type { Context } from './context.ts'
import type { AnyEvent, MessageEvent } from './events/event.ts'
import { SampanError } from './errors.ts'
import { type Inner, type Middleware, runLayers } from './middleware.ts'
import { checkOptions } from './options.ts'
import type { EventOf, FunctionOptions, ResultOf, SampanFunction, Trigger } from './trigger.ts'

/** `(event, context) => result`, as on every cloud. */
export type Handler<Event, Extra = unknown, Result = unknown> = (
  event: Event,
  context: Context & Extra,
) => Result | Promise<Result>

/** Options are for messages: a caller that waits is told of the failure. */
type OptionsOf<T extends Trigger> =
  EventOf<T> extends MessageEvent ? [options?: FunctionOptions<EventOf<T>>] : []

/** Middleware to put around handlers, and the type of the context they will find. */
export interface Pipeline<Extra = unknown> {
  readonly layers: readonly Middleware<any, any>[]
  /** The same with one more layer, inside of those before. */
  use<Added extends object>(middleware: Middleware<Added, Extra>): Pipeline<Extra & Added>
  on<T extends Trigger>(
    trigger: T,
    handler: Handler<EventOf<T>, Extra, ResultOf<T>>,
    ...options: OptionsOf<T>
  ): SampanFunction<T>
}

/** `on(trigger, handler)`: the handler runs when the trigger fires, on whichever cloud. */
export function on<T extends Trigger>(
  trigger: T,
  handler: Handler<EventOf<T>, unknown, ResultOf<T>>,
  ...options: OptionsOf<T>
): SampanFunction<T> {
  return define(trigger, handler, options[0])
}

/** `use(logging()).on(trigger, handler)`: a pipeline starts here. */
export function use<Added extends object>(middleware: Middleware<Added>): Pipeline<Added> {
  return pipeline([middleware])
}

function pipeline<Extra>(layers: readonly Middleware<any, any>[]): Pipeline<Extra> {
  if (typeof layers.at(-1) !== 'function') {
    // An import cycle hands over undefined where a guard will be.
    throw new SampanError('SAMPAN_BAD_FUNCTION', 'use() takes a middleware, a function')
  }
  return {
    layers,
    use: (middleware) => pipeline([...layers, middleware]),
    on: (trigger, handler, ...options) =>
      define(trigger, handler as Inner, options[0], (...args) => runLayers(layers, ...args)),
  }
}

/** How a pipeline runs a handler. `on()` has none, so that it does not bring `runLayers` into a function's bundle. */
type Around = (event: AnyEvent, context: Context, handler: Inner) => unknown

function define<T extends Trigger>(
  trigger: T,
  handler: Inner,
  options: FunctionOptions | undefined,
  around?: Around,
): SampanFunction<T> {
  if (options !== undefined) checkOptions('on()', options, ['deadLetter'])
  const { prepare } = trigger
  if (prepare === undefined && around === undefined) return { trigger, run: handler, options }
  const run = (event: AnyEvent, context: Context): unknown => {
    const miss = prepare?.(event)
    const inner = miss === undefined ? handler : afterwards(miss, handler)
    return around === undefined ? inner(event, context) : around(event, context, inner)
  }
  return { trigger, run, options }
}

/** The handler of an event that is wrong, or may turn out to be. */
function afterwards(miss: Error | Promise<Error | undefined>, handler: Inner): Inner {
  if (miss instanceof Error) {
    return () => {
      throw miss
    }
  }
  // Where no layer calls next(), nobody else would see it fail.
  miss.catch(() => {})
  return async (event, context) => {
    const late = await miss
    if (late !== undefined) throw late
    return handler(event, context)
  }
}
