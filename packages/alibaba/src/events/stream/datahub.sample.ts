import type { StreamEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { DataHubEvent } from '../../native-streams.ts'
import { REGION } from '../envelope.sample.ts'

/** A topic of DataHub; a batch is of one topic, the first event's. */
export const datahub: EventSample<StreamEvent> = {
  name: 'alibaba.datahub',
  kind: 'stream',
  native: (events): DataHubEvent => ({
    eventSource: 'acs:datahub',
    eventName: 'acs:datahub:putRecord',
    eventSourceARN: events[0]?.source ?? '',
    region: REGION,
    records: events.map(({ id, time, data }) => ({
      eventId: id,
      ...(time !== undefined && { systemTime: Date.parse(time) }),
      data: dataText(data),
    })),
  }),
}
