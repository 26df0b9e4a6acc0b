import { bucket } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, names, seconds, times } from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { s3, s3EventBridge, s3Sns, s3Sqs } from '../../samples.ts'

const uploads = bucket('uploads')

const record = {
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: 'eu-north-1',
  eventTime: '2026-11-23T08:15:30.250Z',
  eventName: 'ObjectCreated:CompleteMultipartUpload',
  userIdentity: { principalId: 'AWS:AIDAUPLOADER' },
  requestParameters: { sourceIPAddress: '198.51.100.7' },
  responseElements: { 'x-amz-request-id': '4X1B2Q8M7A', 'x-amz-id-2': 'aG9zdA==' },
  s3: {
    s3SchemaVersion: '1.0',
    configurationId: 'thumbnails',
    bucket: { name: 'uploads', ownerIdentity: { principalId: 'A1B2' }, arn: 'arn:aws:s3:::uploads' },
    object: {
      key: 'caf%C3%A9/1%2B1+photo.jpg',
      size: 52_431,
      eTag: '9b2cf535f27731c974343645a3985328-2',
      versionId: 'Xk9.pQ',
      sequencer: '0069210A3D5C11F2',
    },
  },
}

const native = (over: { s3?: object } & { [field: string]: unknown } = {}, object: object = {}): object => ({
  Records: [
    {
      ...record,
      ...over,
      s3: { ...record.s3, object: { ...record.s3.object, ...object }, ...over.s3 },
    },
  ],
})

const onBus = {
  version: '0',
  id: '17793124-05d4-b198-2fde-7ededc63b103',
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: '111122223333',
  time: '2026-11-23T08:15:31Z',
  region: 'eu-north-1',
  resources: ['arn:aws:s3:::uploads'],
  detail: {
    version: '0',
    bucket: { name: 'uploads' },
    object: { key: '1+1 %41.jpg', size: 5, etag: 'b1946ac9', 'version-id': 'v1', sequencer: '006921' },
    'request-id': 'N4N7',
    requester: '111122223333',
    'source-ip-address': '198.51.100.7',
    reason: 'CopyObject',
  },
}

/** Keys are UTF-8, so that half of a surrogate pair is in none. */
const keys = check.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })

const parts = {
  kind: check.constant('bucket'),
  data: check.constant(undefined),
  bucket: names,
  key: keys,
  size: check.option(check.nat(), { nil: undefined }),
  etag: check.option(names, { nil: undefined }),
  version: check.option(names, { nil: undefined }),
}

const notifications = check
  .record({
    ...parts,
    what: check.constantFrom(
      ['ObjectCreated:Put', 'created'],
      ['ObjectRemoved:DeleteMarkerCreated', 'deleted'],
      ['s3:ObjectRestore:Completed', 'restored'],
      ['ObjectTagging:Put', 'other'],
    ),
    time: times,
    request: ids,
    sequencer: names,
  })
  // The id is made of what the notification says, because it has none.
  .map(({ what: [type, action], request, sequencer, ...event }) => ({
    ...event,
    type,
    action,
    id: `${request}:${sequencer}:${event.key}`,
    source: `arn:aws:s3:::${event.bucket}`,
    subject: event.key,
  }))

const busEvents = check
  .record({
    ...parts,
    what: check.constantFrom(
      ['Object Created', 'created'],
      ['Object Deleted', 'deleted'],
      ['Object Restore Completed', 'restored'],
      ['Object Tags Added', 'other'],
    ),
    time: seconds,
    id: ids,
  })
  .map(({ what: [type, action], ...event }) => ({
    ...event,
    type,
    action,
    source: `arn:aws:s3:::${event.bucket}`,
    subject: event.key,
  }))

describe('S3', () => {
  it('reads a notification', async () => {
    const { events, result } = await handled(send, uploads, native())
    expect(events).toEqual([
      {
        kind: 'bucket',
        id: '4X1B2Q8M7A:0069210A3D5C11F2:café/1+1 photo.jpg',
        source: 'arn:aws:s3:::uploads',
        type: 'ObjectCreated:CompleteMultipartUpload',
        subject: 'café/1+1 photo.jpg',
        time: '2026-11-23T08:15:30.250Z',
        data: undefined,
        action: 'created',
        bucket: 'uploads',
        key: 'café/1+1 photo.jpg',
        size: 52_431,
        etag: '9b2cf535f27731c974343645a3985328-2',
        version: 'Xk9.pQ',
      },
    ])
    expect(result).toBeUndefined()
  })

  it('reads an event of EventBridge, whose key is not encoded', async () => {
    const { events } = await handled(send, uploads, onBus)
    expect(events).toEqual([
      {
        kind: 'bucket',
        id: '17793124-05d4-b198-2fde-7ededc63b103',
        source: 'arn:aws:s3:::uploads',
        type: 'Object Created',
        subject: '1+1 %41.jpg',
        time: '2026-11-23T08:15:31Z',
        data: undefined,
        action: 'created',
        bucket: 'uploads',
        key: '1+1 %41.jpg',
        size: 5,
        etag: 'b1946ac9',
        version: 'v1',
      },
    ])
  })

  it.each([
    ['s3', s3],
    ['s3Sqs', s3Sqs],
    ['s3Sns', s3Sns],
  ])('%s carries any notification there and back', async (_, sample) => {
    await carriesEvents(send, uploads, sample, notifications)
  })

  it('s3EventBridge carries any event there and back', async () => {
    await carriesEvents(send, uploads, s3EventBridge, busEvents, { batch: false })
  })

  it.each([
    ['ObjectCreated:Put', 'created'],
    ['s3:ObjectCreated:Copy', 'created'],
    ['ObjectRemoved:Delete', 'deleted'],
    ['ObjectRemoved:DeleteMarkerCreated', 'deleted'],
    ['LifecycleExpiration:Delete', 'deleted'],
    ['s3:LifecycleExpiration:DeleteMarkerCreated', 'deleted'],
    ['LifecycleTransition', 'other'],
    ['ObjectRestore:Post', 'other'],
    ['ObjectRestore:Completed', 'restored'],
    ['ObjectRestore:Delete', 'other'],
    ['ObjectTagging:Put', 'other'],
    ['ObjectAcl:Put', 'other'],
    ['ReducedRedundancyLostObject', 'other'],
    ['Object Deleted', 'deleted'],
    ['Object Restore Initiated', 'other'],
    ['Object Restore Completed', 'restored'],
    ['Object Restore Expired', 'other'],
  ])('takes %s for %s', async (name, action) => {
    const whole = name.includes(' ') ? { ...onBus, 'detail-type': name } : native({ eventName: name })
    const { events } = await handled(send, uploads, whole)
    expect(events).toEqual([expect.objectContaining({ type: name, action })])
  })

  it('tells objects apart that one request deleted, sequencer or none', async () => {
    const gone = { eventName: 'ObjectRemoved:Delete' }
    const records = [
      native(gone, { key: 'a' }),
      native(gone, { key: 'b' }),
      native(gone, { key: 'c', sequencer: undefined, versionId: 'v1' }),
      native(gone, { key: 'c', sequencer: undefined, versionId: 'v2' }),
    ].flatMap((one) => (one as { Records: unknown[] }).Records)
    const { events } = await handled(send, uploads, { Records: records })
    expect(new Set(events.map(({ id }) => id)).size).toBe(4)
  })

  it('leaves a key as it is that no form has encoded', async () => {
    const { events } = await handled(send, uploads, native({}, { key: '100%+x' }))
    expect(events).toEqual([expect.objectContaining({ key: '100%+x' })])
  })

  it('says nothing of what is no number and no text', async () => {
    const odd = { size: '7', eTag: {}, versionId: [], sequencer: { toString: 1 } }
    const { events } = await handled(send, uploads, native({ eventTime: {}, responseElements: null }, odd))
    expect(events).toEqual([
      expect.objectContaining({ size: undefined, etag: undefined, version: undefined, time: undefined }),
    ])
  })

  it.each([
    ['a record that is nothing', { Records: [record, null] }],
    ['no event name', native({ eventName: null })],
    ['no S3', { Records: [record, { ...record, s3: null }] }],
    ['no bucket', native({ s3: { bucket: 'uploads' } })],
    ['no object', native({ s3: { object: 4 } })],
    ['no key', native({}, { key: [] })],
    ['no key on the bus', { ...onBus, detail: { bucket: { name: 'uploads' } } }],
    ['no detail', { ...onBus, detail: 'x' }],
    ['no id on the bus', { ...onBus, id: null }],
  ])('refuses %s', async (_, broken) => {
    await expect(handled(send, uploads, broken)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
