import type { BucketAction, BucketEvent } from '@sampan/core'
import {
  asText,
  badEvent,
  firstOf,
  type MessageCodec,
  needText,
  recordsOf,
  timeOf,
} from '@sampan/core/adapter'
import type { BosContent, BosEvent, BosRecord } from '../../native-events.ts'

/** Objects of BOS. Asynchronous: what fails is retried whole. */
export const bos: MessageCodec<BosEvent, BucketEvent> = {
  name: 'baidu.bos',
  kind: 'bucket',
  match: (native) => {
    const origin: unknown = firstOf(native?.events)?.eventOrigin
    return typeof origin === 'string' && origin.startsWith('bos:')
  },
  decode: ({ events }) =>
    recordsOf<BosRecord>(events, 'baidu.bos').map((record) => {
      const event = bucketEvent(record)
      return { item: event.id, event }
    }),
}

function bucketEvent(record: BosRecord): BucketEvent {
  const type = needText(record, 'eventType', 'baidu.bos')
  const content: BosContent = record.content ?? badEvent('baidu.bos', 'a record has no content')
  const bucket = asText(content.bucket) ?? badEvent('baidu.bos', 'a record names no bucket')
  const domain = asText(content.domain)
  // UNSURE whether it can arrive URL-encoded: no source says so, and decoding a key that is not would change it.
  const key = asText(content.object) ?? badEvent('baidu.bos', 'a record names no object')
  return {
    kind: 'bucket',
    id: needText(record, 'eventId', 'baidu.bos'),
    source: domain === undefined ? `bos:${bucket}` : `https://${domain}/${bucket}`,
    type,
    subject: key,
    time: timeOf(record.eventTime),
    data: undefined,
    action: actionOf(type),
    bucket,
    key,
    size: actionOf(type) !== 'deleted' && typeof content.filesize === 'number' ? content.filesize : undefined,
    // The page on BOS spells it so, the templates in small letters.
    etag: asText(content.etag) ?? asText(content.eTag),
    version: undefined,
    native: withoutSecrets(record, content),
  }
}

/** Triggers can be set on the five that create; the other names are those of BOS's own requests. */
export function actionOf(type: string): BucketAction {
  if (/^(?:Put|Post|Append|Copy)Object$|^CompleteMultipart/.test(type)) return 'created'
  return type.startsWith('Delete') ? 'deleted' : 'other'
}

/**
 * BOS sends credentials for the object along. They stay readable for who needs them, `native.content.credentials`, but
 * are not enumerable, so that no log line, copy or JSON of the event carries them on.
 */
function withoutSecrets(record: BosRecord, content: BosContent): BosRecord {
  const { credentials, ...plain } = content
  if (credentials !== undefined) Object.defineProperty(plain, 'credentials', { value: credentials })
  return { ...record, content: plain }
}
