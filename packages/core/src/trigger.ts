import type { Adapter, InvokeOptions } from './codec.ts'
import type { Context } from './context.ts'
import type { PermanentError } from './errors.ts'
import type { AnyEvent } from './events/event.ts'
import type { Names } from './events/resource.ts'
import type { Schema } from './schema.ts'

/** What fires a function. Its type decides the event's type. */
export interface Trigger<Event extends AnyEvent = AnyEvent, Result = unknown> {
  readonly kind: Event['kind']
  /** As error messages call it: `queue orders`. */
  readonly label: string
  /**
   * HTTP: where several functions share a handler, they are asked in the order of this text, the most specific first.
   */
  readonly rank?: string
  /** Whether no event could tell this trigger from another: two such functions fail at start-up. */
  overlaps(other: Trigger, names: Names): boolean
  /** Whether the event is this trigger's. `sole` where the handler has one function, whatever its resource is called. */
  readonly claims?: (event: any, names: Names, sole: boolean) => boolean
  /**
   * Fills in what the trigger reads from the event (a route's params, validated data), or says what is wrong with it.
   * What it returns is thrown inside the middleware, so that logging and CORS see a 404 like any other answer.
   */
  readonly prepare?: (event: any) => Error | undefined | Promise<Error | undefined>
  /** Of the data that events of this trigger carry, for who describes them (`asyncapi()`). */
  readonly schema?: Schema<any, any> | undefined
  /** What runs functions of this kind, brought along by every trigger but `http()`. */
  readonly engine?: Engine
  /** Only for the type: the event that handlers of this trigger are given, and the result they owe. */
  readonly '~event'?: Event
  readonly '~result'?: Result
}

export type EventOf<T extends Trigger> = T extends Trigger<infer Event, any> ? Event : never

export type ResultOf<T extends Trigger> = T extends Trigger<any, infer Result> ? Result : never

/**
 * Keeps a message that can never succeed: it resolves when the message is safe, and then it is acknowledged. Its data is
 * as it came, because it may be what the trigger's schema refused.
 */
export type DeadLetter<Event = any> = (
  event: Omit<Event, 'data'> & { readonly data: unknown },
  error: PermanentError,
  context: Context,
) => unknown

/** A queue that dead letters are sent to: `queue('orders-lost')`. */
export interface DeadLetterQueue {
  send(
    data: any,
    options: { groupId?: string | undefined; attributes: { [name: string]: string | Uint8Array } },
  ): Promise<void>
}

export interface FunctionOptions<Event = any> {
  /**
   * Where messages go that fail for good (`PermanentError`, data that does not validate): a queue, or a hook. Without it
   * they are reported as failed like any other, so that the cloud's own redrive keeps them.
   */
  readonly deadLetter?: DeadLetterQueue | DeadLetter<Event>
}

/** A trigger with its handler: plain data that an adapter runs. */
export interface SampanFunction<T extends Trigger = Trigger> {
  readonly trigger: T
  readonly run: (event: any, context: Context) => unknown
  readonly options?: FunctionOptions | undefined
}

/** The way of every event but HTTP: a native event and context in, the native result out. */
export type Dispatch = (native: unknown, nativeContext: any) => Promise<unknown>

/** Checks functions at start-up, and begins to load what runs them. */
export type Engine = (
  adapter: Adapter<any>,
  functions: readonly SampanFunction[],
  options: InvokeOptions,
) => Promise<Dispatch>
