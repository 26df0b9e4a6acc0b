import type { BusEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import type { CdnEvent } from '../../native-events.ts'
import { ACCOUNT, REGION } from '../envelope.sample.ts'

/** The CDN trigger: ids are the trace's and the type, as in `1f0c…:LogFileCreated`. Times are written in China's. */
export const cdn: EventSample<BusEvent> = {
  name: 'alibaba.cdn',
  kind: 'bus',
  native: (events): CdnEvent => ({
    events: events.map(({ id, type, subject, time, data }) => ({
      eventName: type,
      eventVersion: '1.0.0',
      eventSource: 'cdn',
      region: REGION,
      ...(time !== undefined && { eventTime: inChina(time) }),
      traceId: id.slice(0, -type.length - 1),
      resource: subject === undefined ? {} : { domain: subject },
      eventParameter: data,
      userIdentity: { aliUid: ACCOUNT },
    })),
  }),
}

function inChina(time: string): string {
  return new Date(Date.parse(time) + 8 * 3_600_000).toISOString().replace('Z', '+08:00')
}
