import type { BucketAction, BucketEvent } from '@sampan/core'
import { asText, firstOf, type MessageCodec, recordsOf, badEvent, timeOf } from '@sampan/core/adapter'
import type { EventBridgeEvent, S3Event, S3Record } from '../../native-events.ts'
import { isBusShape } from '../bus/shape.ts'

/** S3 notifications to Lambda. */
export const s3: MessageCodec<S3Event, BucketEvent> = {
  name: 'aws.s3',
  kind: 'bucket',
  match: (native) => firstOf(native?.Records)?.eventSource === 'aws:s3' && firstOf(native.Records).s3 != null,
  decode: ({ Records }) => s3Events(Records).map((event) => ({ item: event.id, event })),
}

/** S3 through EventBridge: one object an event, and keys that are not encoded. */
export const s3EventBridge: MessageCodec<EventBridgeEvent<S3Detail>, BucketEvent> = {
  name: 'aws.s3-eventbridge',
  kind: 'bucket',
  match: (native) => isBusShape(native) && native.source === 'aws.s3',
  decode: (native) => [{ item: native.id, event: s3BusEvent(native, native) }],
}

interface S3Detail {
  readonly bucket?: { readonly name?: string }
  readonly object?: {
    readonly key?: string
    readonly size?: number
    readonly etag?: string
    readonly 'version-id'?: string
  }
  readonly reason?: string
}

export function s3Events(records: unknown): BucketEvent[] {
  return recordsOf<S3Record>(records, 'aws.s3').map(s3Event)
}

function s3Event(record: S3Record): BucketEvent {
  const { eventName, eventTime, responseElements, s3: entity } = record
  const bucket = asText(entity?.bucket?.name) ?? badEvent('aws.s3', 'a record names no bucket')
  const key = formDecoded(asText(entity.object?.key) ?? badEvent('aws.s3', 'a record names no key'))
  const { size, eTag, versionId, sequencer } = entity.object
  return {
    kind: 'bucket',
    // One request may delete many objects, so its id alone is not unique; the sequencer is per object.
    id: `${responseElements?.['x-amz-request-id'] ?? ''}:${sequencer ?? ''}`,
    source: entity.bucket.arn ?? `arn:aws:s3:::${bucket}`,
    type: eventName,
    subject: key,
    time: timeOf(eventTime),
    data: undefined,
    action: actionOf(eventName),
    bucket,
    key,
    size,
    etag: asText(eTag),
    version: asText(versionId),
    native: record,
  }
}

export function s3BusEvent(event: EventBridgeEvent<S3Detail>, native: unknown): BucketEvent {
  const { id, detail, time } = event
  const type = event['detail-type']
  const bucket = asText(detail?.bucket?.name) ?? badEvent('aws.s3-eventbridge', 'it names no bucket')
  const key = asText(detail.object?.key) ?? badEvent('aws.s3-eventbridge', 'it names no key')
  return {
    kind: 'bucket',
    id,
    source: `arn:aws:s3:::${bucket}`,
    type,
    subject: key,
    time: timeOf(time),
    data: undefined,
    action: actionOf(type.replaceAll(' ', '')),
    bucket,
    key,
    size: detail.object?.size,
    etag: asText(detail.object?.etag),
    version: asText(detail.object?.['version-id']),
    native,
  }
}

/** `ObjectCreated:Put`, `ObjectRemoved:Delete`, `LifecycleExpiration:Delete`, and EventBridge's `Object Created`. */
function actionOf(name: unknown): BucketAction {
  const text = typeof name === 'string' ? name.replace(/^s3:/, '') : ''
  if (text.startsWith('ObjectCreated')) return 'created'
  if (/^Object(?:Removed|Deleted)|^LifecycleExpiration/.test(text)) return 'deleted'
  // ObjectRestore:Post only asks for it, and ObjectRestore:Delete is the end of the restored copy.
  return /^ObjectRestore(?::|)Completed/.test(text) ? 'restored' : 'other'
}

/** S3 encodes keys as forms do. A key that was not encoded stays as it is. */
function formDecoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '))
  } catch {
    return key
  }
}
