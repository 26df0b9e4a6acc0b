import type { StreamEvent } from '@sampan/core'
import {
  asText,
  badEvent,
  type Delivery,
  fromBase64,
  type MessageCodec,
  needText,
  recordsOf,
  timeOf,
} from '@sampan/core/adapter'
import type { ClsEvent, ClsLogs, ClsRecord } from '../../native-events.ts'
import { bodyData, idOf } from '../field.ts'

/** More than this is no log batch but an attack: asynchronous events have 128 KB, packed. */
const UNPACKED_LIMIT = 64 * 1024 * 1024

/** Logs that CLS ships. They are asynchronous: what fails is retried whole. */
export const cls: MessageCodec<ClsEvent, StreamEvent> = {
  name: 'tencent.cls',
  kind: 'stream',
  match: (native) => typeof native?.clslogs === 'object' && native.clslogs !== null,
  decode: async ({ clslogs: { data } }) => {
    const packed = typeof data === 'string' ? fromBase64(data) : undefined
    if (packed === undefined) badEvent('tencent.cls', 'its data is no base64')
    const { createHash } = await import('node:crypto')
    // Neither a batch nor a record has an id, and many records share a time. A batch that is delivered again has the
    // same bytes.
    const batch = createHash('sha256').update(packed).digest('hex').slice(0, 16)
    return deliveries(await unpacked(packed), batch)
  },
}

/** Gzip, as the official sample functions read it; one page of the documentation says ZIP. */
async function unpacked(packed: Uint8Array): Promise<Partial<ClsLogs>> {
  const { gunzipSync } = await import('node:zlib')
  let logs: unknown
  try {
    logs = JSON.parse(gunzipSync(packed, { maxOutputLength: UNPACKED_LIMIT }).toString())
  } catch {
    badEvent('tencent.cls', 'its data is no JSON in gzip, or too much of it')
  }
  return typeof logs === 'object' && logs !== null ? logs : badEvent('tencent.cls', 'its data is no object')
}

function deliveries(logs: Partial<ClsLogs>, batch: string): Delivery<StreamEvent>[] {
  const topic = needText(logs, 'topic_id', 'tencent.cls')
  return recordsOf<ClsRecord>(logs.records, 'tencent.cls').map((record, at) => {
    const id = `${batch}-${at}`
    const timestamp = idOf(record.timestamp)
    const event: StreamEvent = {
      kind: 'stream',
      id,
      source: topic,
      type: 'message',
      subject: undefined,
      time: timeOf(timestamp?.replace(/^(\d{13})\d{3}$/, '$1')),
      data: bodyData(record.content),
      // The name that people see; the id where there is none.
      stream: asText(logs.topic_name) ?? topic,
      // The topic's partitions are not told. Records of a topic are handled in the order of the batch.
      partition: topic,
      sequence: `${timestamp ?? ''}-${at}`,
      key: undefined,
      native: record,
    }
    return { item: id, group: topic, event }
  })
}
