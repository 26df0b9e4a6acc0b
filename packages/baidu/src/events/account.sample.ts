import { SampanError } from '@sampan/core'

/** An account of nobody. */
export const USER = '5e0b1a7c'
export const DOMAIN = 'bj.bcebos.com'
export const FUNCTION_BRN = 'brn:bce:cfc:bj:0123456789abcdef0123456789abcdef:function:shop-api:$LATEST'

/** The event of a payload that brings one. @throws SampanError SAMPAN_BAD_SAMPLE for more, or none */
export function onlyOne<Event>(events: readonly Event[], payload: string): Event {
  if (events.length === 1) return events[0]!
  throw new SampanError('SAMPAN_BAD_SAMPLE', `${payload} brings one event, not ${events.length}`)
}
