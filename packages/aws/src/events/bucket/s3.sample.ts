import type { BucketEvent } from '@sampan/core'
import { type EventSample, onlyOne } from '@sampan/core/samples'
import type { EventBridgeEvent, S3Detail, S3Event } from '../../native-events.ts'
import { ACCOUNT, REGION } from '../http/gateway.sample.ts'

/** S3 notifications. An event's id is `request:sequencer:key`, of which only the first two are the sample's to choose. */
export const s3: EventSample<BucketEvent> = {
  name: 'aws.s3',
  kind: 'bucket',
  native: (events): S3Event => ({ Records: events.map(s3Record) }),
}

export const s3EventBridge: EventSample<BucketEvent> = {
  name: 'aws.s3-eventbridge',
  kind: 'bucket',
  native: (events) => s3BusEvent(onlyOne(events, 'aws.s3-eventbridge')),
}

export function s3Record(event: BucketEvent): S3Event['Records'][number] {
  const { id, type, time, bucket, key, size, etag, version } = event
  const [request = '', sequencer = ''] = id.split(':')
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: REGION,
    eventTime: time,
    eventName: type,
    userIdentity: { principalId: 'AWS:AIDAEXAMPLEUPLOADER01' },
    requestParameters: { sourceIPAddress: '203.0.113.10' },
    responseElements: { 'x-amz-request-id': request, 'x-amz-id-2': 'ZXhhbXBsZS1ob3N0LWlkLW9mLXMz' },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'sampan',
      bucket: {
        name: bucket,
        ownerIdentity: { principalId: 'A1EXAMPLEOWNER' },
        arn: `arn:aws:s3:::${bucket}`,
      },
      object: {
        key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
        ...(size !== undefined && { size }),
        ...(etag !== undefined && { eTag: etag }),
        ...(version !== undefined && { versionId: version }),
        ...(sequencer !== '' && { sequencer }),
      },
    },
  }
}

export function s3BusEvent(event: BucketEvent): EventBridgeEvent<S3Detail> {
  const { id, type, time, action, bucket, key, size, etag, version } = event
  return {
    version: '0',
    id,
    'detail-type': type,
    source: 'aws.s3',
    account: ACCOUNT,
    time,
    region: REGION,
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: {
        key,
        ...(size !== undefined && { size }),
        ...(etag !== undefined && { etag }),
        ...(version !== undefined && { 'version-id': version }),
        sequencer: '00617F08299329D189',
      },
      'request-id': 'N4N7GDK58NMKJ12R',
      requester: ACCOUNT,
      'source-ip-address': '203.0.113.10',
      ...(action === 'created' && { reason: 'PutObject' }),
      ...(action === 'deleted' && { reason: 'DeleteObject', 'deletion-type': 'Permanently Deleted' }),
    },
  }
}
