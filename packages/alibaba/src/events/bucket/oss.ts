import type { BucketAction, BucketEvent } from '@sampan/core'
import { asText, badEvent, firstOf, type MessageCodec, recordsOf, timeOf } from '@sampan/core/adapter'
import type { EventBridgeEvent, OssEvent, OssRecord } from '../../native-events.ts'
import { envelopeTime, firstMessage, messagesOf } from '../envelope.ts'

/** The OSS trigger of Function Compute. */
export const oss: MessageCodec<OssEvent, BucketEvent> = {
  name: 'alibaba.oss',
  kind: 'bucket',
  match: (native) => firstOf(native?.events)?.eventSource === 'acs:oss',
  decode: ({ events }) =>
    recordsOf<OssRecord>(events, 'alibaba.oss').map((record) => {
      const event = bucketEvent(record, 'alibaba.oss')
      return { item: event.id, event }
    }),
}

/** OSS through EventBridge: one record, in a CloudEvent that has an id of its own. */
export const ossEventBridge: MessageCodec<EventBridgeEvent<OssRecord>, BucketEvent> = {
  name: 'alibaba.oss-eventbridge',
  kind: 'bucket',
  match: (native) => {
    const envelope = firstMessage(native)?.envelope
    return envelope?.source === 'acs.oss' && envelope.type.startsWith('oss:Object')
  },
  decode: (native) =>
    messagesOf<OssRecord>(native, 'alibaba.oss-eventbridge').map((message) => {
      const { envelope, data } = message
      if (envelope === undefined) badEvent('alibaba.oss-eventbridge', 'a message is no CloudEvent')
      const { id, type } = envelope
      const event = bucketEvent({ ...data, eventName: type }, 'alibaba.oss-eventbridge')
      const time = envelopeTime(envelope) ?? event.time
      return { item: id, event: { ...event, id, type, time, native: message.native } }
    }),
}

function bucketEvent(record: OssRecord, codec: string): BucketEvent {
  const { eventTime, oss: entity, responseElements } = record
  const bucket = asText(entity?.bucket?.name) ?? badEvent(codec, 'a record names no bucket')
  // Not decoded: no document says that keys are encoded, and those of captures are plain. UNSURE beyond ASCII.
  const key = asText(entity.object?.key) ?? badEvent(codec, 'a record names no key')
  const type = asText(record.eventName) ?? badEvent(codec, 'a record has no eventName')
  const action = actionOf(type)
  const { size, eTag } = entity.object
  return {
    kind: 'bucket',
    // One DeleteObjects removes many, all with the id of the one request.
    id: `${responseElements?.requestId ?? ''}:${key}`,
    source: asText(entity.bucket.arn) ?? `acs:oss:::${bucket}`,
    type,
    subject: key,
    time: timeOf(eventTime),
    data: undefined,
    action,
    bucket,
    key,
    // What a deletion says of its object is not documented; there is nothing left that has a size.
    size: action === 'deleted' || typeof size !== 'number' ? undefined : size,
    etag: asText(eTag),
    version: undefined,
    native: record,
  }
}

/**
 * Parts of an upload stand under ObjectCreated, and its end without an object under ObjectRemoved; replication from
 * another region creates and deletes as well. https://www.alibabacloud.com/help/en/eventbridge/user-guide/oss-events
 */
function actionOf(type: string): BucketAction {
  const name = type.replace(/^oss:/, '')
  if (/:(?:InitiateMultipartUpload|UploadPart|UploadPartCopy|AbortMultipartUpload)$/.test(name))
    return 'other'
  if (/^ObjectCreated:|^ObjectReplication:Object(?:Created|Modified)$/.test(name)) return 'created'
  if (/^ObjectRemoved:|^ObjectReplication:ObjectRemoved$/.test(name)) return 'deleted'
  return name === 'ObjectRestore:FinishRestore' ? 'restored' : 'other'
}
