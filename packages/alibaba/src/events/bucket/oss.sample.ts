import type { BucketEvent } from '@sampan/core'
import { type EventSample, onlyOne } from '@sampan/core/samples'
import type { EventBridgeEvent, OssEvent, OssRecord } from '../../native-events.ts'
import { ACCOUNT, envelope, REGION } from '../envelope.sample.ts'

/** The OSS trigger: ids are the request's and the key, as in `66AA0001:photo.jpg`. */
export const oss: EventSample<BucketEvent> = {
  name: 'alibaba.oss',
  kind: 'bucket',
  native: (events): OssEvent => ({
    events: events.map((event) => record(event, event.type, event.id.slice(0, -event.key.length - 1))),
  }),
}

/** OSS through EventBridge, types with `oss:` before them. */
export const ossEventBridge: EventSample<BucketEvent> = {
  name: 'alibaba.oss-eventbridge',
  kind: 'bucket',
  native(events): EventBridgeEvent<OssRecord> {
    const event = onlyOne(events, 'alibaba.oss-eventbridge')
    const { id, type, time, bucket, key } = event
    return envelope(
      {
        id,
        source: 'acs.oss',
        type,
        subject: `acs:oss:${REGION}:${ACCOUNT}:${bucket}/${key}`,
        time,
        bus: 'default',
      },
      record(event, type.replace(/^oss:/, ''), '66AA00010BADCAFE01234567'),
    )
  },
}

function record(event: BucketEvent, eventName: string, requestId: string): OssRecord {
  const { source, time, bucket, key, size, etag } = event
  return {
    eventName,
    eventSource: 'acs:oss',
    ...(time !== undefined && { eventTime: time }),
    eventVersion: '1.0',
    oss: {
      bucket: { arn: source, name: bucket, ownerIdentity: ACCOUNT, virtualBucket: '' },
      object: {
        key,
        ...(size !== undefined && { size, deltaSize: size }),
        ...(etag !== undefined && { eTag: etag }),
      },
      ossSchemaVersion: '1.0',
      ruleId: '0badcafe0123456789abcdef0badcafe01234567',
    },
    region: REGION,
    requestParameters: { sourceIPAddress: '192.0.2.7' },
    responseElements: { requestId },
    userIdentity: { principalId: ACCOUNT },
  }
}
