import type { Context } from './context.ts'
import { SampanError } from './errors.ts'
import type { Reply } from './http/reply.ts'
import type { AnyEvent } from './trigger.ts'

/** What `next()` gives back. Opaque, so that forgetting to return it does not compile; see `toReply`. */
export interface Outcome {
  readonly '~outcome'?: never
}

type Answer = Outcome | Reply | Response

/** Runs the rest. What a middleware adds to the context is handed to it. */
export type Next<Added extends object> = object extends Added
  ? (added?: Added) => Outcome | Promise<Outcome>
  : (added: Added) => Outcome | Promise<Outcome>

/**
 * One layer around the handler, for every kind of event. It returns what `next()` gave, or an answer of its
 * own. `Added` is what handlers inside of it find on the context, `Needed` what a layer outside must add.
 */
export type Middleware<Added extends object = object, Needed = unknown> = (
  event: AnyEvent,
  context: Context & Needed,
  next: Next<Added>,
) => Answer | Promise<Answer>

/** The core of the onion for one call. */
export type Inner = (event: any, context: any) => unknown

/** Runs `layers` around `inner`, outermost first. A function without middleware never comes here. */
export function runLayers(
  layers: readonly Middleware<any, any>[],
  event: AnyEvent,
  context: Context,
  inner: Inner,
  at = 0,
): unknown {
  const layer = layers[at]
  if (layer === undefined) return inner(event, context)
  let called = false
  return layer(event, context, (added?: object) => {
    if (called) throw new SampanError('SAMPAN_NEXT_TWICE', 'A middleware called next() twice in one call')
    called = true
    if (added !== undefined) Object.assign(context, added)
    return runLayers(layers, event, context, inner, at + 1) as Outcome
  })
}
