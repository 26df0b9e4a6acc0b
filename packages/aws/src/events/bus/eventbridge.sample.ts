import type { BusEvent } from '@sampan/core'
import { type EventSample, onlyOne } from '@sampan/core/samples'
import type { EventBridgeEvent } from '../../native-events.ts'
import { ACCOUNT, REGION } from '../http/gateway.sample.ts'

export const eventBridge: EventSample<BusEvent> = {
  name: 'aws.eventbridge',
  kind: 'bus',
  native: (events) => busEvent(onlyOne(events, 'aws.eventbridge')),
}

export function busEvent({ id, source, type, subject, time, data }: BusEvent): EventBridgeEvent {
  return {
    version: '0',
    id,
    'detail-type': type,
    source,
    account: ACCOUNT,
    time,
    region: REGION,
    resources: subject === undefined ? [] : [subject],
    detail: data,
  }
}
