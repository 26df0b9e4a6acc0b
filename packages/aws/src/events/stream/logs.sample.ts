import { SampanError, type StreamEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { LogsEvent, LogsPayload } from '../../native-streams.ts'

/**
 * A subscription of CloudWatch Logs. An event's stream is the log group, its partition the log stream, its source the
 * account and the log group, and its id the line's, which is its sequence too.
 */
export const logs: EventSample<StreamEvent> = {
  name: 'aws.logs',
  kind: 'stream',
  native: (events): LogsEvent => {
    const { gzipSync } = process.getBuiltinModule('node:zlib')
    return { awslogs: { data: gzipSync(JSON.stringify(payloadOf(events))).toString('base64') } }
  },
}

function payloadOf(events: readonly StreamEvent[]): LogsPayload {
  const [first] = events
  if (
    first === undefined ||
    events.some(({ partition, source }) => partition !== first.partition || source !== first.source)
  ) {
    throw new SampanError('SAMPAN_BAD_SAMPLE', 'CloudWatch Logs sends the lines of one log stream at a time')
  }
  return {
    messageType: 'DATA_MESSAGE',
    owner: first.source.slice(0, first.source.indexOf(':')),
    logGroup: first.stream,
    logStream: first.partition,
    subscriptionFilters: ['shop'],
    logEvents: events.map(({ id, time, data }) => ({
      id,
      ...(time !== undefined && { timestamp: Date.parse(time) }),
      message: dataText(data),
    })),
  }
}
