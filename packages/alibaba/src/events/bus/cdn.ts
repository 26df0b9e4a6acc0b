import type { BusEvent } from '@sampan/core'
import { asText, firstOf, type MessageCodec, needText, recordsOf, timeOf } from '@sampan/core/adapter'
import type { CdnEvent, CdnRecord } from '../../native-events.ts'

/** The CDN trigger. Its domain is what the event is about, not a bus: a function on any bus may take its types. */
export const cdn: MessageCodec<CdnEvent, BusEvent> = {
  name: 'alibaba.cdn',
  kind: 'bus',
  match: (native) => firstOf(native?.events)?.eventSource === 'cdn',
  decode: ({ events }) =>
    recordsOf<CdnRecord>(events, 'alibaba.cdn').map((record) => {
      const event = cdnEvent(record)
      return { item: event.id, event }
    }),
}

function cdnEvent(record: CdnRecord): BusEvent {
  const { eventTime, region, resource, eventParameter, userIdentity } = record
  const type = needText(record, 'eventName', 'alibaba.cdn')
  const domain = asText(resource?.domain)
  return {
    kind: 'bus',
    // A trace may run through several steps, such as CdnDomainAdded and CdnDomainStarted.
    id: `${needText(record, 'traceId', 'alibaba.cdn')}:${type}`,
    source: `acs:cdn:${region ?? ''}:${userIdentity?.aliUid ?? ''}:domain/${domain ?? ''}`,
    type,
    subject: domain,
    time: timeOf(eventTime),
    data: eventParameter,
    bus: undefined,
    native: record,
  }
}
