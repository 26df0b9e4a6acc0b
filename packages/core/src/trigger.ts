import type { startEngine } from './events/engine.ts'
import type { AnyEvent } from './events/event.ts'
import type { Names } from './events/resource.ts'

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
  /** What runs functions of this kind, brought along by every trigger but `http()`. */
  readonly engine?: typeof startEngine
  /** Only for the type: the event that handlers of this trigger are given, and the result they owe. */
  readonly '~event'?: Event
  readonly '~result'?: Result
}

export type EventOf<T extends Trigger> = T extends Trigger<infer Event, any> ? Event : never

export type ResultOf<T extends Trigger> = T extends Trigger<any, infer Result> ? Result : never
