import type { Context } from './context.ts'
import { type Inner, type Middleware, runLayers } from './middleware.ts'
import type { AnyEvent, EventOf, Trigger } from './trigger.ts'

/** `(event, context) => result`, as on every cloud. */
export type Handler<Event, Extra = unknown> = (event: Event, context: Context & Extra) => unknown

/** A trigger with its handler: plain data that an adapter runs. */
export interface SampanFunction<T extends Trigger = Trigger> {
  readonly trigger: T
  readonly run: (event: any, context: Context) => unknown
}

/** Middleware to put around handlers, and the type of the context they will find. */
export interface Pipeline<Extra = unknown> {
  readonly layers: readonly Middleware<any, any>[]
  /** The same with one more layer, inside of those before. */
  use<Added extends object>(middleware: Middleware<Added, Extra>): Pipeline<Extra & Added>
  on<T extends Trigger>(trigger: T, handler: Handler<EventOf<T>, Extra>): SampanFunction<T>
}

/** `on(trigger, handler)`: the handler runs when the trigger fires, on whichever cloud. */
export function on<T extends Trigger>(trigger: T, handler: Handler<EventOf<T>>): SampanFunction<T> {
  return define(trigger, handler)
}

/** `use(logging()).on(trigger, handler)`: a pipeline starts here. */
export function use<Added extends object>(middleware: Middleware<Added>): Pipeline<Added> {
  return pipeline([middleware])
}

function pipeline<Extra>(layers: readonly Middleware<any, any>[]): Pipeline<Extra> {
  return {
    layers,
    use: (middleware) => pipeline([...layers, middleware]),
    on: (trigger, handler) => define(trigger, handler as Inner, (...args) => runLayers(layers, ...args)),
  }
}

/** How a pipeline runs a handler. `on()` has none, so that it does not bring `runLayers` into a function's bundle. */
type Around = (event: AnyEvent, context: Context, handler: Inner) => unknown

function define<T extends Trigger>(trigger: T, handler: Inner, around?: Around): SampanFunction<T> {
  const { prepare } = trigger
  if (prepare === undefined && around === undefined) return { trigger, run: handler }
  const run = (event: AnyEvent, context: Context): unknown => {
    const miss = prepare?.(event)
    if (around !== undefined) return around(event, context, miss === undefined ? handler : () => raise(miss))
    if (miss !== undefined) throw miss
    return handler(event, context)
  }
  return { trigger, run }
}

function raise(error: Error): never {
  throw error
}
