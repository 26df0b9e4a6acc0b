import type { BucketEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import type { CosEvent, CosRecord } from '../../native-events.ts'
import { APPID, REGION } from '../account.sample.ts'

/** COS. It carries whole seconds; a bucket is `name-appid`, and an event's id `<request>:<seconds>:<key>`. */
export const cos: EventSample<BucketEvent> = {
  name: 'tencent.cos',
  kind: 'bucket',
  native: (events): CosEvent => ({ Records: events.map(record) }),
}

function record({ id, source, type, time, bucket, key, size, version }: BucketEvent): CosRecord {
  const [, name = bucket, appid = APPID] = /^(.+)-(\d+)$/.exec(bucket) ?? []
  const host = `${name}-${appid}.cos.${REGION}.myqcloud.com`
  return {
    cos: {
      cosSchemaVersion: '1.0',
      cosObject: {
        url: `http://${host}/${key.split('/').map(encodeURIComponent).join('/')}`,
        meta: { 'x-cos-request-id': 'NjE3YmQ4ZTFfZXhhbXBsZV8wMDAx', 'Content-Type': '' },
        vid: version ?? '',
        key: `/${appid}/${name}/${key}`,
        ...(size !== undefined && { size }),
      },
      cosBucket: { region: /^qcs::cos:([^:]*):/.exec(source)?.[1] ?? 'gz', name, appid },
      cosNotificationId: 'unkown',
    },
    event: {
      eventName: type.startsWith('cos:') ? type : `cos:${type}`,
      eventVersion: '1.0',
      ...(time !== undefined && { eventTime: Math.floor(Date.parse(time) / 1000) }),
      eventSource: 'qcs::cos',
      requestParameters: {
        requestSourceIP: '203.0.113.20',
        requestHeaders: { Authorization: 'q-sign-algorithm=sha1&q-signature=EXAMPLE' },
      },
      eventQueue: `qcs:0:scf:gz:appid/${appid}:default.shop-api.$LATEST`,
      reservedInfo: '',
      reqid: Number(/^(\d+):/.exec(id)?.[1] ?? 179_000_001),
    },
  }
}
