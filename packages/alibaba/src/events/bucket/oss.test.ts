import { bucket, on } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, names, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { oss, ossEventBridge } from '../../samples.ts'

const uploads = bucket('uploads')

const record = {
  eventName: 'ObjectCreated:PutObject',
  eventSource: 'acs:oss',
  eventTime: '2026-03-01T08:09:10.000Z',
  eventVersion: '1.0',
  oss: {
    bucket: {
      arn: 'acs:oss:cn-shanghai:1000000000000003:uploads',
      name: 'uploads',
      ownerIdentity: '1000000000000003',
      virtualBucket: '',
    },
    object: {
      deltaSize: 2048,
      eTag: '0BADCAFE0123456789ABCDEF01234567',
      key: 'in/my photo+1%20.jpg',
      objectMeta: { mimeType: 'image/jpeg', userMeta: { 'x-oss-meta-album': 'sea' } },
      size: 2048,
    },
    ossSchemaVersion: '1.0',
    ruleId: 'rule-1',
  },
  region: 'cn-shanghai',
  requestParameters: { sourceIPAddress: '192.0.2.9' },
  responseElements: { requestId: '65E18F60AAAA' },
  userIdentity: { principalId: '2000000000000003' },
}
const created = {
  kind: 'bucket',
  id: '65E18F60AAAA:in/my photo+1%20.jpg',
  source: 'acs:oss:cn-shanghai:1000000000000003:uploads',
  type: 'ObjectCreated:PutObject',
  subject: 'in/my photo+1%20.jpg',
  time: '2026-03-01T08:09:10.000Z',
  data: undefined,
  action: 'created',
  bucket: 'uploads',
  key: 'in/my photo+1%20.jpg',
  size: 2048,
  etag: '0BADCAFE0123456789ABCDEF01234567',
  version: undefined,
}

const envelope = {
  id: '3f0c7f0e-0000-4000-8000-00000000000a',
  source: 'acs.oss',
  specversion: '1.0',
  type: 'oss:ObjectCreated:PutObject',
  datacontenttype: 'application/json;charset=utf-8',
  subject: 'acs:oss:cn-shanghai:1000000000000003:uploads/in/my photo+1%20.jpg',
  time: '2026-03-01T16:09:10.149Asia/Shanghai',
  aliyunaccountid: '1000000000000003',
  aliyuneventbusname: 'default',
  aliyunregionid: 'cn-shanghai',
  data: record,
}

/** What both payloads carry. The type is of the action, and what was deleted has no size. */
const objects = (types: readonly (readonly [type: string, action: string])[]) =>
  check
    .record({
      id: ids,
      name: names,
      key: check.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      named: check.constantFrom(...types),
      time: check.option(times, { nil: undefined }),
      size: check.option(check.nat(), { nil: undefined }),
      etag: check.option(names, { nil: undefined }),
    })
    .map(({ id, name, key, named: [type, action], time, size, etag }) => ({
      kind: 'bucket',
      id,
      source: `acs:oss:cn-hangzhou:1000000000000003:${name}`,
      type,
      subject: key,
      time,
      data: undefined,
      action,
      bucket: name,
      key,
      size: action === 'deleted' ? undefined : size,
      etag,
      version: undefined,
    }))

const TYPES = [
  ['ObjectCreated:PutObject', 'created'],
  ['ObjectCreated:CompleteMultipartUpload', 'created'],
  ['ObjectCreated:UploadPart', 'other'],
  ['ObjectCreated:InitiateMultipartUpload', 'other'],
  ['ObjectRemoved:DeleteObject', 'deleted'],
  ['ObjectRemoved:DeleteObjects', 'deleted'],
  ['ObjectRemoved:AbortMultipartUpload', 'other'],
  ['ObjectReplication:ObjectCreated', 'created'],
  ['ObjectReplication:ObjectModified', 'created'],
  ['ObjectReplication:ObjectRemoved', 'deleted'],
  ['ObjectRestore:FinishRestore', 'restored'],
  ['ObjectModified:UpdateObjectMeta', 'other'],
  ['ObjectDownloaded:GetObject', 'other'],
] as const

describe('OSS', () => {
  it('reads a record, its key as it is written', async () => {
    const { events, result } = await handled(send, uploads, { events: [record] })
    expect(events).toEqual([created])
    expect(result).toBeUndefined()
  })

  it.each(TYPES)('takes %s for %s', async (eventName, action) => {
    const { events } = await handled(send, uploads, { events: [{ ...record, eventName }] })
    expect(events).toEqual([
      { ...created, type: eventName, action, size: action === 'deleted' ? undefined : 2048 },
    ])
  })

  it('gives what is empty or missing as undefined', async () => {
    const bare = {
      eventSource: 'acs:oss',
      eventName: 'ObjectRemoved:DeleteObject',
      oss: { bucket: { name: 'uploads' }, object: { key: 'a', eTag: '', size: 0 } },
    }
    const { events } = await handled(send, uploads, { events: [bare] })
    expect(events[0]).toMatchObject({
      id: ':a',
      source: 'acs:oss:::uploads',
      time: undefined,
      size: undefined,
      etag: undefined,
    })
  })

  it('tells the objects of one DeleteObjects apart', async () => {
    const keys = ['a', 'b'].map((key) => ({
      ...record,
      oss: { ...record.oss, object: { ...record.oss.object, key } },
    }))
    const { events } = await handled(send, uploads, { events: keys })
    expect(events.map(({ id }) => id)).toEqual(['65E18F60AAAA:a', '65E18F60AAAA:b'])
  })

  it('carries any event there and back', async () => {
    // Its id is the request's with the key.
    const events = objects(TYPES).map((event) => ({ ...event, id: `${event.id}:${event.key}` }))
    await carriesEvents(send, uploads, oss, events)
  })

  it.each([
    [{ ...record, oss: { bucket: {}, object: { key: 'a' } } }],
    [{ ...record, oss: { bucket: { name: 'uploads' } } }],
    [{ ...record, oss: { bucket: { name: 'uploads' }, object: { key: 7 } } }],
    [{ ...record, eventName: undefined }],
    [{ eventSource: 'acs:oss' }],
    [null],
  ])('refuses the record %#', async (broken) => {
    await expect(handled(send, uploads, { events: [record, broken] })).rejects.toMatchObject({
      code: 'SAMPAN_BAD_EVENT',
    })
  })

  it('fails whole when one object failed', async () => {
    const fn = on(uploads.created({ suffix: '.jpg' }), () => {
      throw new TypeError('no picture')
    })
    await quiet(async () => {
      await expect(send({ events: [record] }, fn)).rejects.toThrow(new TypeError('no picture'))
    })
  })
})

describe('OSS through EventBridge', () => {
  it.each([
    ['one event', envelope],
    ['a list', [envelope]],
  ])('reads the record in %s, with the id and type of the envelope', async (_what, native) => {
    const { events } = await handled(send, uploads, native)
    expect(events).toEqual([
      { ...created, id: envelope.id, type: 'oss:ObjectCreated:PutObject', time: '2026-03-01T08:09:10.149Z' },
    ])
  })

  it('falls back to the time of the record', async () => {
    const { events } = await handled(send, uploads, { ...envelope, time: 'soon' })
    expect(events[0].time).toBe(created.time)
  })

  it('carries any event there and back', async () => {
    const types = TYPES.map(([type, action]) => [`oss:${type}`, action] as const)
    await carriesEvents(send, uploads, ossEventBridge, objects(types), { batch: false })
  })

  it.each([{}, { data: null }, { data: 'text' }, { data: { oss: {} } }])(
    'refuses the data %j',
    async (broken) => {
      const native = { ...envelope, data: undefined, ...broken }
      await expect(handled(send, uploads, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
    },
  )

  it('is not for events of a bucket itself', async () => {
    const native = { ...envelope, type: 'oss:BucketCreated:PutBucket' }
    await expect(handled(send, uploads, native)).rejects.toMatchObject({ code: 'SAMPAN_NO_FUNCTION' })
  })
})
