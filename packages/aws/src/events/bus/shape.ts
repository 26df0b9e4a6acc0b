import type { EventBridgeEvent } from '../../native-events.ts'

/** An event of EventBridge. Test events of some tools lack the version. */
export function isBusShape(native: any): native is EventBridgeEvent {
  return (
    typeof native?.['detail-type'] === 'string' && typeof native.source === 'string' && 'detail' in native
  )
}

/** Fired by the clock: a rule with a schedule, or EventBridge Scheduler. */
export function isScheduled({ source, 'detail-type': type }: EventBridgeEvent): boolean {
  return (source === 'aws.events' || source === 'aws.scheduler') && type === 'Scheduled Event'
}
