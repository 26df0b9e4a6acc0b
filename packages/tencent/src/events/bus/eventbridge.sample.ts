import type { BusEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { EventBridgeEvent } from '../../native-events.ts'
import { millis, REGION, UIN } from '../account.sample.ts'

/** EventBridge, with the rule that let the event through. */
export const eventBridge: EventSample<BusEvent> = {
  name: 'tencent.eventbridge',
  kind: 'bus',
  native: (events) => batch(events.map(envelope)),
}

/** One event alone, or a batch. */
export function batch(events: readonly EventBridgeEvent[]): unknown {
  return events.length === 1 ? events[0] : { EventList: events }
}

function envelope({ id, source, type, subject, time, data, bus }: BusEvent): EventBridgeEvent {
  return {
    specversion: '1.0',
    id,
    source,
    type,
    ...(subject !== undefined && { subject }),
    ...(time !== undefined && { time: millis(time)! }),
    region: REGION,
    datacontenttype: 'application/json;charset=utf-8',
    ...(bus !== undefined && { resource: [`qcs::eb:${REGION}:${UIN}:${bus}/rule-0a1b2c3d`] }),
    // A text might be JSON, so it goes as its JSON; what is no JSON goes as it is.
    data: typeof data === 'string' || data instanceof Uint8Array ? dataText(data) : data,
  }
}
