import { SampanError, type StreamEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { ClsEvent, ClsLogs } from '../../native-events.ts'

/**
 * CLS: events of one topic, whose id is their partition. A sequence is `<microseconds>-<place in the batch>`, an id
 * `<digest of the batch>-<place in the batch>`.
 */
export const cls: EventSample<StreamEvent> = {
  name: 'tencent.cls',
  kind: 'stream',
  native(events): ClsEvent {
    const { partition = '', stream } = events[0] ?? {}
    if (events.some((event) => event.partition !== partition || event.stream !== stream)) {
      throw new SampanError('SAMPAN_BAD_SAMPLE', 'tencent.cls brings events of one topic')
    }
    const logs: ClsLogs = {
      topic_id: partition,
      ...(stream !== undefined && { topic_name: stream }),
      records: events.map(({ sequence, time, data }) => ({
        timestamp: /^(\d+)-\d+$/.exec(sequence)?.[1] ?? String(Date.parse(time ?? '') * 1000),
        content: dataText(data),
      })),
    }
    const { gzipSync } = process.getBuiltinModule('node:zlib')
    return { clslogs: { data: gzipSync(JSON.stringify(logs)).toString('base64') } }
  },
}
