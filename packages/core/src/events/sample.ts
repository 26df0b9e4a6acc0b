import { SampanError } from '../errors.ts'
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

/** The event of a payload that brings one. @throws SampanError SAMPAN_BAD_SAMPLE for more, or none */
export function onlyOne<Event>(events: readonly Event[], payload: string): Event {
  if (events.length === 1) return events[0]!
  throw new SampanError('SAMPAN_BAD_SAMPLE', `${payload} brings one event, not ${events.length}`)
}
