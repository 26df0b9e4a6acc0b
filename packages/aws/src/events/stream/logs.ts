import type { StreamEvent } from '@sampan/core'
import {
  asText,
  badEvent,
  fromBase64,
  type MessageCodec,
  needText,
  recordsOf,
  timeOf,
} from '@sampan/core/adapter'
import type { LogEvent, LogsEvent, LogsPayload } from '../../native-streams.ts'
import { needObject, textField } from './record.ts'

const NAME = 'aws.logs'
/** Bytes. CloudWatch Logs sends batches of a megabyte; a bomb of gzip would take the whole memory. */
const LARGEST = 64 * 1024 * 1024

/**
 * A subscription of CloudWatch Logs: lines of one log stream, in its order. It is asynchronous and cannot be told of a
 * part. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export const logs: MessageCodec<LogsEvent, StreamEvent> = {
  name: NAME,
  kind: 'stream',
  match: (native) => typeof native?.awslogs?.data === 'string',
  decode: async ({ awslogs }) => {
    const payload = await payloadOf(awslogs.data)
    // Sent when the subscription is made, to see whether the function can be reached: there is nothing to handle in it.
    if (payload.messageType === 'CONTROL_MESSAGE') return []
    return recordsOf<LogEvent>(payload.logEvents, NAME).map((line) => {
      const event = streamEvent(line, payload)
      return { item: event.id, group: event.partition, event }
    })
  },
}

async function payloadOf(base64: string): Promise<LogsPayload> {
  const bytes = fromBase64(base64) ?? badEvent(NAME, 'its data is not valid base64')
  const { gunzipSync } = await import('node:zlib')
  let payload: unknown
  try {
    payload = JSON.parse(new TextDecoder().decode(gunzipSync(bytes, { maxOutputLength: LARGEST })))
  } catch {
    badEvent(NAME, 'its data is not gzipped JSON, or is cut off')
  }
  return needObject(payload, 'data', NAME)
}

/** The payload names neither region nor ARN: the account and the log group are where it happened. */
function streamEvent(line: LogEvent, { owner, logGroup, logStream }: LogsPayload): StreamEvent {
  const id = needText(line, 'id', NAME)
  return {
    kind: 'stream',
    id,
    source: `${asText(owner) ?? ''}:${asText(logGroup) ?? ''}`,
    type: 'message',
    subject: undefined,
    time: timeOf(line.timestamp),
    data: textField(line.message),
    stream: asText(logGroup) ?? '',
    partition: asText(logStream) ?? '',
    sequence: id,
    key: undefined,
    native: line,
  }
}
