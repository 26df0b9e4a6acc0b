import type { StreamEvent } from '@sampan/core'
import { type EventSample, onlyOne } from '@sampan/core/samples'
import type { SlsEvent, SlsPointer } from '../../native-streams.ts'

/** Simple Log Service: one range of one shard. */
export const sls: EventSample<StreamEvent<SlsPointer>> = {
  name: 'alibaba.sls',
  kind: 'stream',
  native(events): SlsEvent {
    const { id, time, data } = onlyOne(events, 'alibaba.sls')
    return {
      parameter: {},
      source: data,
      jobName: '4e1f0000aa55badc0ffee0000000000000000001',
      taskId: id,
      cursorTime: Date.parse(time ?? '') / 1000,
    }
  },
}
