import type { BusEvent } from '@sampan/core'
import { asText, type MessageCodec, needText, timeOf } from '@sampan/core/adapter'
import type { EventBridgeEvent } from '../../native-events.ts'
import { isBusShape, isScheduled } from './shape.ts'

/** A rule of an EventBridge bus. The payload does not say which bus. */
export const eventBridge: MessageCodec<EventBridgeEvent, BusEvent> = {
  name: 'aws.eventbridge',
  kind: 'bus',
  match: (native) => isBusShape(native) && !isScheduled(native),
  decode: (native) => [{ item: needText(native, 'id', 'aws.eventbridge'), event: busEvent(native, native) }],
}

export function busEvent(event: EventBridgeEvent, native: unknown): BusEvent {
  return {
    kind: 'bus',
    id: event.id,
    source: event.source,
    type: event['detail-type'],
    subject: asText(event.resources?.[0]),
    time: timeOf(event.time),
    data: event.detail,
    bus: undefined,
    native,
  }
}
