import { SampanError } from '@sampan/core'

/** The event of a payload that brings one alone. @throws SampanError SAMPAN_BAD_SAMPLE */
export function oneOf<Event>(events: readonly Event[], name: string): Event {
  const [event] = events
  if (event !== undefined && events.length === 1) return event
  throw new SampanError('SAMPAN_BAD_SAMPLE', `${name} brings one event a call, not ${events.length}`)
}
