import type { Context } from './context.ts'
import { SampanError } from './errors.ts'
import type { Reply } from './http/plain.ts'
import type { AnyEvent } from './events/event.ts'

/**
 * What `next()` gives back. Opaque, so that forgetting to return it does not compile; see `toReply`. Its type
 * remembers what was added, from where `use()` infers it.
 */
export interface Outcome<Added = unknown> {
  readonly '~outcome'?: Added
}

type Answer<Added> = Outcome<Added> | Reply | Response

/** Runs the rest. What a middleware adds to the context is handed to it; `Least` is what it must add. */
export type Next<Least extends object = object> = (<Added extends Least>(
  added: Added,
) => Outcome<Added> | Promise<Outcome<Added>>) &
  (object extends Least ? (added?: undefined) => Outcome<object> | Promise<Outcome<object>> : unknown)

/**
 * One layer around the handler, for every kind of event. It returns what `next()` gave, or an answer of its
 * own. `Added` is what handlers inside of it find on the context (inferred where the layer is written in place),
 * `Needed` what a layer outside must add.
 */
export type Middleware<Added extends object = object, Needed = unknown> = (
  event: AnyEvent,
  context: Context & Needed,
  next: Next,
) => Answer<Added> | Promise<Answer<Added>>

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
  if (at === layers.length) return inner(event, context)
  const layer = layers[at]!
  let called = false
  const next = (added?: object): unknown => {
    if (called) throw new SampanError('SAMPAN_NEXT_TWICE', 'A middleware called next() twice in one call')
    called = true
    if (added !== undefined) Object.assign(context, added)
    return runLayers(layers, event, context, inner, at + 1)
  }
  return layer(event, context, next as Next)
}
