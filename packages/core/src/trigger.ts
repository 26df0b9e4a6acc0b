import type { HttpEvent } from './http/event.ts'

export type AnyEvent = HttpEvent<any>

export type EventKind = AnyEvent['kind']

/** What fires a function. Its type decides the event's type. */
export interface Trigger<Event extends AnyEvent = AnyEvent> {
  readonly kind: Event['kind']
  /**
   * Where several functions share a handler, they are asked in the order of this text, the most specific first.
   * No event can tell two triggers of one kind and rank apart.
   */
  readonly rank?: string
  /**
   * Says whether the event is this trigger's, and fills in what the trigger reads from it (a route's params).
   * What it returns is thrown inside the middleware, so that logging and CORS see a 404 like any other answer.
   */
  readonly prepare?: (event: any) => Error | undefined
  /** Only for the type: the event that handlers of this trigger are given. */
  readonly '~event'?: Event
}

export type EventOf<T extends Trigger> = T extends Trigger<infer Event> ? Event : never
