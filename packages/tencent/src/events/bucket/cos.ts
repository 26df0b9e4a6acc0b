import type { BucketAction, BucketEvent } from '@sampan/core'
import { asText, badEvent, firstOf, type MessageCodec, recordsOf, timeOf } from '@sampan/core/adapter'
import type { CosEvent, CosRecord } from '../../native-events.ts'
import { idOf } from '../field.ts'

/** COS notifications. They are asynchronous: what fails is retried whole. */
export const cos: MessageCodec<CosEvent, BucketEvent> = {
  name: 'tencent.cos',
  kind: 'bucket',
  match: (native) => firstOf(native?.Records)?.cos != null,
  decode: ({ Records }) =>
    recordsOf<CosRecord>(Records, 'tencent.cos').map((record) => {
      const event = bucketEvent(record)
      return { item: event.id, event }
    }),
}

function bucketEvent(record: CosRecord): BucketEvent {
  const { cos, event } = record
  const name = asText(cos?.cosBucket?.name) ?? badEvent('tencent.cos', 'a record names no bucket')
  const path = asText(cos.cosObject?.key) ?? badEvent('tencent.cos', 'a record names no key')
  const type = asText(event?.eventName) ?? badEvent('tencent.cos', 'a record has no eventName')
  const { size, vid } = cos.cosObject
  const appid = idOf(cos.cosBucket.appid)
  const bucket = appid === undefined ? name : `${name}-${appid}`
  const key = keyOf(path, [name, bucket])
  const seconds = idOf(event.eventTime)
  return {
    kind: 'bucket',
    // Nothing says that a request's number is unique for ever, or that a request touches one object only.
    id: `${idOf(event.reqid) ?? ''}:${seconds ?? ''}:${key}`,
    source: `qcs::cos:${asText(cos.cosBucket.region) ?? ''}:uid/${appid ?? ''}:${bucket}`,
    // The official tools' template has spaces in it.
    type: type.replaceAll(/\s/g, ''),
    subject: key,
    time: timeOf(Number(seconds) * 1000),
    data: undefined,
    action: actionOf(type),
    bucket,
    key,
    size: actionOf(type) !== 'deleted' && typeof size === 'number' ? size : undefined,
    etag: undefined,
    version: asText(vid),
    native: record,
  }
}

/**
 * The key without `/<appid>/<bucket>/`. Whether the cloud encodes it is not documented; its own sample functions hand it
 * to the SDK as it is, so nothing is undone here.
 */
function keyOf(path: string, names: readonly string[]): string {
  const [first, , bucket, ...rest] = path.split('/')
  return first === '' && names.includes(bucket ?? '') ? rest.join('/') : path
}

function actionOf(name: string): BucketAction {
  const [, group, how] = name.replaceAll(/\s/g, '').split(':')
  if (group === 'ObjectCreated') return 'created'
  if (group === 'ObjectRemove') return 'deleted'
  // ObjectRestore:Post only asks for it.
  return group === 'ObjectRestore' && how === 'Completed' ? 'restored' : 'other'
}
