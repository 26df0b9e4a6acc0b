import type { BusEvent } from '@sampan/core'
import { type MessageCodec, needText, timeOf, valueData } from '@sampan/core/adapter'
import type { EventBridgeEvent } from '../../native-events.ts'
import { firstArn } from '../arn.ts'
import { isBusShape, isScheduled } from './shape.ts'

/** A rule of an EventBridge bus. The payload does not say which bus. An event that is replayed comes as it came first. */
export const eventBridge: MessageCodec<EventBridgeEvent, BusEvent> = {
  name: 'aws.eventbridge',
  kind: 'bus',
  match: (native) => isBusShape(native) && !isScheduled(native),
  decode(native) {
    const event = busEvent(native, native, 'aws.eventbridge')
    return [{ item: event.id, event }]
  },
}

/** @throws SampanError SAMPAN_BAD_EVENT */
export function busEvent(event: EventBridgeEvent, native: unknown, codec: string): BusEvent {
  return {
    kind: 'bus',
    id: needText(event, 'id', codec),
    source: event.source,
    type: event['detail-type'],
    subject: firstArn(event.resources),
    time: timeOf(event.time),
    data: valueData(event.detail),
    bus: undefined,
    native,
  }
}
