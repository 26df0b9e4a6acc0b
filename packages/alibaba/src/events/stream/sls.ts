import type { StreamEvent } from '@sampan/core'
import { asText, type MessageCodec, needText, timeOfSeconds } from '@sampan/core/adapter'
import type { SlsEvent, SlsPointer } from '../../native-streams.ts'

const NAME = 'alibaba.sls'

/**
 * Simple Log Service. The event has no logs but says where they stand: `data` is `{ endpoint, projectName, logstoreName,
 * shardId, beginCursor, endCursor }`, and the handler pulls what is between the cursors with the SDK of the service and
 * the credentials of its context. The trigger's own parameter is on `event.native.parameter`.
 */
export const sls: MessageCodec<SlsEvent, StreamEvent<SlsPointer>> = {
  name: NAME,
  kind: 'stream',
  match: (native) => asText(native?.source?.logstoreName) !== undefined && native.cursorTime !== undefined,
  decode(native) {
    const event = streamEvent(native)
    return [{ item: event.id, event }]
  },
}

function streamEvent(native: SlsEvent): StreamEvent<SlsPointer> {
  const { source: pointer, cursorTime } = native
  const stream = needText(pointer, 'logstoreName', NAME)
  return {
    kind: 'stream',
    id: needText(native, 'taskId', NAME),
    // The end of the logstore's ARN; region and account are not told.
    source: `project/${asText(pointer.projectName) ?? ''}/logstore/${stream}`,
    type: 'message',
    subject: undefined,
    time: timeOfSeconds(cursorTime),
    data: pointer,
    stream,
    partition: needText(pointer, 'shardId', NAME),
    sequence: needText(pointer, 'beginCursor', NAME),
    key: undefined,
    native,
  }
}
