import type { StreamEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { CkafkaEvent } from '../../native-events.ts'

/** CKafka. An event's id is its place, `<topic>-<partition>-<offset>`. It carries text, and no time. */
export const ckafka: EventSample<StreamEvent> = {
  name: 'tencent.ckafka',
  kind: 'stream',
  native: (events): CkafkaEvent => ({
    Records: events.map(({ stream, partition, sequence, key, data }) => ({
      Ckafka: {
        topic: stream,
        partition: Number(partition),
        offset: Number(sequence),
        msgKey: typeof key === 'string' ? key : key === undefined ? 'None' : dataText(key),
        msgBody: dataText(data),
      },
    })),
  }),
}
