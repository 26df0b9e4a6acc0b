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

/** From S3 itself. CloudTrail's events of S3 have the same source, and another shape; they are events of the bus. */
export function isBucketShape(native: any): native is EventBridgeEvent {
  return isBusShape(native) && native.source === 'aws.s3' && native['detail-type'].startsWith('Object ')
}
