import type { BusEvent } from '@sampan/core'
import { firstOf, type MessageCodec, needText, recordsOf, timeOf } from '@sampan/core/adapter'
import type { CdnEvent, CdnRecord } from '../../native-events.ts'

/** What happens to domains and cached objects of the CDN. */
export const cdn: MessageCodec<CdnEvent, BusEvent> = {
  name: 'baidu.cdn',
  kind: 'bus',
  match: (native) => firstOf(native?.events)?.eventSource === 'cdn',
  decode: ({ events }) =>
    Promise.all(
      recordsOf<CdnRecord>(events, 'baidu.cdn').map(async (record) => {
        const event = await busEvent(record)
        return { item: event.id, event }
      }),
    ),
}

async function busEvent(record: CdnRecord): Promise<BusEvent> {
  const { eventSource, eventTime, eventDetail } = record
  return {
    kind: 'bus',
    id: await idOf(record),
    source: eventSource,
    type: needText(record, 'eventName', 'baidu.cdn'),
    subject: undefined,
    time: typeof eventTime === 'number' ? timeOf(eventTime * 1000) : undefined,
    data: eventDetail ?? undefined,
    bus: undefined,
    native: record,
  }
}

/**
 * The CDN gives no id. All of what it says is the same when it says it again, and several objects may be refreshed in
 * one second, so the id is a digest of the whole record.
 */
async function idOf(record: CdnRecord): Promise<string> {
  const { createHash } = await import('node:crypto')
  return createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 32)
}
