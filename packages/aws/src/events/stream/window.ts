import { badEvent } from '@sampan/core/adapter'

/**
 * Refuses the events of a tumbling window before any record is handled. Their reply must carry the window's next
 * `state`, or Lambda takes the invocation for failed and sends the records again: a function that sees one record at a
 * time has no such state to give, and to answer with the old one would claim an aggregate that nobody made.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html
 */
export function refuseWindow(native: object, codec: string): void {
  if ('isFinalInvokeForWindow' in native) {
    badEvent(codec, 'tumbling windows are not supported; set TumblingWindowInSeconds of the mapping to 0')
  }
}

/** The last event of a window has no records to be known by. `service` as in the ARN. */
export function isWindowOf(native: any, service: string): boolean {
  const arn: unknown = native?.eventSourceARN
  return (
    typeof native?.isFinalInvokeForWindow === 'boolean' &&
    typeof arn === 'string' &&
    arn.split(':', 3)[2] === service
  )
}
