import type { BusEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import type { CdnEvent } from '../../native-events.ts'
import { USER } from '../account.sample.ts'

/** The CDN. It has no ids, and knows seconds. */
export const cdn: EventSample<BusEvent> = {
  name: 'baidu.cdn',
  kind: 'bus',
  native: (events): CdnEvent => ({
    events: events.map(({ type, time, data }) => ({
      eventName: type,
      eventVersion: '1.0.0',
      eventSource: 'cdn',
      ...(time !== undefined && { eventTime: Math.floor(Date.parse(time) / 1000) }),
      userId: USER,
      eventDetail: data as CdnEvent['events'][number]['eventDetail'],
    })),
  }),
}
