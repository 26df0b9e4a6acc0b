import { SampanError } from '@sampan/core'

/** An account of nobody. */
export const APPID = '1250000001'
export const REGION = 'ap-guangzhou'
export const UIN = 'uid1250000001'

/** The event of a payload that brings one. @throws SampanError SAMPAN_BAD_SAMPLE for more, or none */
export function onlyOne<Event>(events: readonly Event[], payload: string): Event {
  if (events.length === 1) return events[0]!
  throw new SampanError('SAMPAN_BAD_SAMPLE', `${payload} brings one event, not ${events.length}`)
}

/** Milliseconds since 1970 as text, which is how Tencent's message services write times. */
export function millis(time: string | undefined): string | undefined {
  return time === undefined ? undefined : String(Date.parse(time))
}
