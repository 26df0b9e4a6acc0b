import type { Context } from './context.ts'
import type { AnyEvent, EventKind } from './trigger.ts'

/**
 * One native payload of one cloud, both ways. Pure functions over plain data: `match` is cheap and never
 * throws, `decode` reads lazily where it can, `encode` and `fail` write what the cloud expects.
 * The inverse, `sample`, stands in the package's `samples` entry point, out of every function's bundle.
 */
export interface Codec<Native = any, Event extends AnyEvent = any> {
  /** Cloud and payload, as in `aws.http-api`. */
  readonly name: string
  readonly kind: EventKind
  match(native: unknown): boolean
  decode(native: Native, options: object): Event
  encode(result: unknown, event: Event, context: Context): unknown
  /** A handler's failure in the cloud's own form; it throws where failing the invocation is that form. */
  fail(error: unknown, event: Event, context: Context): unknown
}
