import type { BusEvent } from '@sampan/core'
import { dataBase64, type EventSample, onlyOne } from '@sampan/core/samples'
import type { EventBridgeEvent } from '../../native-events.ts'
import { envelope } from '../envelope.sample.ts'

/** A rule of an EventBridge bus. */
export const eventBridge: EventSample<BusEvent> = {
  name: 'alibaba.eventbridge',
  kind: 'bus',
  native(events): EventBridgeEvent {
    const event = onlyOne(events, 'alibaba.eventbridge')
    const { data, ...attributes } = envelope(event, event.data)
    return data instanceof Uint8Array
      ? { ...attributes, datacontenttype: 'application/octet-stream', data_base64: dataBase64(data) }
      : { ...attributes, data }
  },
}
