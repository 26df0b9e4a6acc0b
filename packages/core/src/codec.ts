import type { Context, ContextSource } from './context.ts'
import type { EventCodec } from './events/codec.ts'
import type { Names } from './events/resource.ts'
import type { HttpEvent } from './http/event.ts'

/**
 * One native HTTP payload of one cloud, both ways. Pure functions over plain data: `match` is cheap and never
 * throws, `decode` reads lazily where it can, `encode` and `fail` write what the cloud expects.
 * The inverse, `sample`, stands in the package's `samples` entry point, out of every function's bundle.
 */
export interface Codec<Native = any, Event extends HttpEvent = any> {
  /** Cloud and payload, as in `aws.http-api`. */
  readonly name: string
  readonly kind: 'http'
  match(native: unknown): boolean
  decode(native: Native, options: object): Event
  encode(result: unknown, event: Event, context: Context): unknown
  /** A handler's failure in the cloud's own form; it throws where failing the invocation is that form. */
  fail(error: unknown, event: Event, context: Context): unknown
}

/** A cloud: its codecs, and how its context is read. */
export interface Adapter<NativeContext> {
  /** Of HTTP requests, in the order they are tried. */
  readonly codecs: readonly Codec[]
  /** Codecs of rarer HTTP payloads, loaded with the first event that none of the others knows. */
  readonly more?: () => Promise<readonly Codec[]>
  /** Of every other kind, in the order they are tried; loaded where a function has such a trigger. */
  readonly events?: () => Promise<readonly EventCodec[]>
  readonly context: ContextSource<NativeContext>
}

/** What every adapter takes, beside what is about its gateway. */
export interface InvokeOptions {
  /** Native names of resources where they differ: `{ orders: 'prod-orders-7f3' }`. */
  names?: Names
  /** Most messages of one batch that are handled at once. 10 if not set. */
  concurrency?: number
}
