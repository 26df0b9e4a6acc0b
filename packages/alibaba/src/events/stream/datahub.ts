import type { StreamEvent } from '@sampan/core'
import { type MessageCodec, needText, recordsOf, timeOf } from '@sampan/core/adapter'
import type { DataHubEvent, DataHubRecord } from '../../native-streams.ts'
import { lastName } from '../envelope.ts'
import { bodyData } from './fields.ts'

const NAME = 'alibaba.datahub'

/**
 * A topic of DataHub. The records of a topic with a schema are lists of its fields, in order and without their names.
 * https://help.aliyun.com/document_detail/158822.html
 */
export const datahub: MessageCodec<DataHubEvent, StreamEvent> = {
  name: NAME,
  kind: 'stream',
  match: (native) => native?.eventSource === 'acs:datahub',
  decode: (native) => {
    const source = needText(native, 'eventSourceARN', NAME)
    return recordsOf<DataHubRecord>(native.records, NAME).map((record) => {
      const event = streamEvent(record, source)
      return { item: event.id, group: event.partition, event }
    })
  },
}

function streamEvent(record: DataHubRecord, source: string): StreamEvent {
  const id = needText(record, 'eventId', NAME)
  const [partition = '', sequence = ''] = id.split(':')
  return {
    kind: 'stream',
    id,
    source,
    type: 'message',
    subject: undefined,
    time: timeOf(record.systemTime),
    data: bodyData(record.data),
    stream: lastName(source),
    partition,
    sequence,
    key: undefined,
    native: record,
  }
}
