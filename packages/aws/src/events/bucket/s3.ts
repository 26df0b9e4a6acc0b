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
import type { EventBridgeEvent, S3Detail, S3Event, S3Record } from '../../native-events.ts'
import { isBucketShape } from '../bus/shape.ts'

/** S3 notifications to Lambda. */
export const s3: MessageCodec<S3Event, BucketEvent> = {
  name: 'aws.s3',
  kind: 'bucket',
  match: isS3,
  decode: ({ Records }) =>
    recordsOf<S3Record>(Records, 'aws.s3').map((record) => {
      const event = s3Event(record, record, 'aws.s3')
      return { item: event.id, event }
    }),
}

/** S3 through EventBridge: one object an event, and keys that are not encoded. */
export const s3EventBridge: MessageCodec<EventBridgeEvent<S3Detail>, BucketEvent> = {
  name: 'aws.s3-eventbridge',
  kind: 'bucket',
  match: isBucketShape,
  decode(native) {
    const event = s3BusEvent(native, native, 'aws.s3-eventbridge')
    return [{ item: event.id, event }]
  },
}

export function isS3(native: any): native is S3Event {
  const record = firstOf(native?.Records)
  return record?.eventSource === 'aws:s3' && record.s3 != null
}

/** @throws SampanError SAMPAN_BAD_EVENT */
export function s3Event(record: S3Record, native: unknown, codec: string): BucketEvent {
  const { eventTime, responseElements, s3: entity } = record
  const { size, eTag, versionId, sequencer } = entity?.object ?? {}
  const name = formDecoded(entity?.object?.key)
  const version = asText(versionId)
  const request = asText(responseElements?.['x-amz-request-id']) ?? ''
  const parts = {
    type: needText(record, 'eventName', codec),
    time: timeOf(eventTime),
    arn: entity?.bucket?.arn,
    bucket: entity?.bucket?.name,
    key: name,
    size,
    etag: asText(eTag),
    version,
  }
  // One request may delete many objects, and sequencers are told apart for one key only. Puts and deletes have one.
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
  return bucketEvent(`${request}:${asText(sequencer) ?? version ?? ''}:${name ?? ''}`, parts, native, codec)
}

/** @throws SampanError SAMPAN_BAD_EVENT */
export function s3BusEvent(event: EventBridgeEvent<S3Detail>, native: unknown, codec: string): BucketEvent {
  const { bucket, object } = event.detail ?? {}
  const parts = {
    type: event['detail-type'],
    time: timeOf(event.time),
    arn: undefined,
    bucket: bucket?.name,
    key: asText(object?.key),
    size: object?.size,
    etag: asText(object?.etag),
    version: asText(object?.['version-id']),
  }
  return bucketEvent(needText(event, 'id', codec), parts, native, codec)
}

/** What both forms tell, as they tell it. */
interface Parts extends Pick<BucketEvent, 'type' | 'time' | 'etag' | 'version'> {
  readonly arn: unknown
  readonly bucket: unknown
  readonly key: string | undefined
  readonly size: unknown
}

function bucketEvent(id: string, parts: Parts, native: unknown, codec: string): BucketEvent {
  const { type, time, arn, size, etag, version } = parts
  const bucket = asText(parts.bucket) ?? badEvent(codec, 'it names no bucket')
  const key = parts.key ?? badEvent(codec, 'it names no key')
  return {
    kind: 'bucket',
    id,
    source: asText(arn) ?? `arn:aws:s3:::${bucket}`,
    type,
    subject: key,
    time,
    data: undefined,
    action: actionOf(type),
    bucket,
    key,
    size: typeof size === 'number' ? size : undefined,
    etag,
    version,
    native,
  }
}

/**
 * `ObjectCreated:Put`, `ObjectRemoved:DeleteMarkerCreated`, `LifecycleExpiration:Delete`, some with `s3:` before them;
 * and EventBridge's `Object Created`.
 */
function actionOf(name: string): BucketAction {
  const text = name.replace(/^s3:/, '').replaceAll(' ', '')
  if (text.startsWith('ObjectCreated')) return 'created'
  if (/^Object(?:Removed|Deleted)|^LifecycleExpiration/.test(text)) return 'deleted'
  // ObjectRestore:Post only asks for it, and ObjectRestore:Delete is the end of the restored copy.
  return /^ObjectRestore:?Completed/.test(text) ? 'restored' : 'other'
}

/** S3 encodes keys as forms do. A key that was not encoded stays as it is. */
function formDecoded(encoded: unknown): string | undefined {
  const key = asText(encoded)
  try {
    return key && decodeURIComponent(key.replaceAll('+', ' '))
  } catch {
    return key
  }
}
