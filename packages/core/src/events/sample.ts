import type { AnyEvent, EventKind } from './event.ts'

/** The inverse of an event codec: what the cloud would send for events, as far as the payload can carry them. */
export interface EventSample<Event extends AnyEvent = any> {
  /** The codec's name, or a more exact one where a codec reads several payloads. */
  readonly name: string
  readonly kind: EventKind
  /** One native event that brings all of these events. Where it can carry only one, it throws for more. */
  native(events: readonly Event[]): unknown
  /** What the native context says of the call: its id and the function's name, for what is in no event. */
  context?(event: Event): object
}
