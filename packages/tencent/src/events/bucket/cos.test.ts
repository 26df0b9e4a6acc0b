import { bucket } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, instants, names } from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { cos } from '../../samples.ts'

const uploads = bucket('uploads-1250000001')

const record = {
  cos: {
    cosSchemaVersion: '1.0',
    cosObject: {
      url: 'http://uploads-1250000001.cos.ap-guangzhou.myqcloud.com/in/my%20photo.jpg',
      meta: { 'x-cos-request-id': 'NjE3YmQ4ZTE=', 'Content-Type': 'image/jpeg' },
      vid: 'MTg0NDUx',
      key: '/1250000001/uploads/in/my photo.jpg',
      size: 24_414,
    },
    cosBucket: { region: 'gz', name: 'uploads', appid: '1250000001' },
    cosNotificationId: 'unkown',
  },
  event: {
    eventName: 'cos:ObjectCreated:Put',
    eventVersion: '1.0',
    eventTime: 1_795_392_000,
    eventSource: 'qcs::cos',
    requestParameters: { requestSourceIP: '203.0.113.20', requestHeaders: { Authorization: 'q-sign' } },
    eventQueue: 'qcs:0:scf:gz:appid/1250000001:default.thumbs.$LATEST',
    reservedInfo: '',
    reqid: 179_000_007,
  },
}

function changed(cosBucket: object, cosObject: object, event: object): object {
  const { cos, event: plain } = record
  return {
    Records: [
      {
        cos: {
          ...cos,
          cosBucket: { ...cos.cosBucket, ...cosBucket },
          cosObject: { ...cos.cosObject, ...cosObject },
        },
        event: { ...plain, ...event },
      },
    ],
  }
}

describe('COS', () => {
  it('reads a notification', async () => {
    const { events, result } = await handled(send, uploads, { Records: [record] })
    expect(events).toEqual([
      {
        kind: 'bucket',
        id: '179000007:1795392000:in/my photo.jpg',
        source: 'qcs::cos:gz:uid/1250000001:uploads-1250000001',
        type: 'cos:ObjectCreated:Put',
        subject: 'in/my photo.jpg',
        time: '2026-11-23T00:00:00.000Z',
        data: undefined,
        action: 'created',
        bucket: 'uploads-1250000001',
        key: 'in/my photo.jpg',
        size: 24_414,
        etag: undefined,
        version: 'MTg0NDUx',
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any notification there and back', async () => {
    // Whole seconds, no etag, and ids that are made of what else is there: the payload has no more.
    const notifications = check
      .record({
        bucket: check
          .tuple(names, check.integer({ min: 1e9, max: 2e9 }))
          .map(([name, appid]) => `${name}-${appid}`),
        request: check.nat(),
        seconds: instants.map((ms) => Math.floor(ms / 1000)),
        region: check.constantFrom('gz', 'bj', 'cd'),
        how: check.constantFrom(
          ['cos:ObjectCreated:*', 'created'],
          ['cos:ObjectCreated:CompleteMultipartUpload', 'created'],
          ['cos:ObjectRemove:DeleteMarkerCreated', 'deleted'],
          ['cos:ObjectRestore:Post', 'other'],
          ['cos:ObjectRestore:Completed', 'restored'],
        ),
        key: check.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
        size: check.option(check.nat(), { nil: undefined }),
        version: check.option(names, { nil: undefined }),
      })
      .map(({ request, seconds, region, how: [type, action], ...object }) => ({
        kind: 'bucket',
        id: `${request}:${seconds}:${object.key}`,
        source: `qcs::cos:${region}:uid/${object.bucket.split('-').at(-1)}:${object.bucket}`,
        type,
        subject: object.key,
        time: new Date(seconds * 1000).toISOString(),
        data: undefined,
        action,
        etag: undefined,
        ...object,
        size: action === 'deleted' ? undefined : object.size,
      }))
    await carriesEvents(send, uploads, cos, notifications)
  })

  it.each([
    [' cos:ObjectRemove: Delete ', 'cos:ObjectRemove:Delete', 'deleted'],
    ['cos: ObjectCreated:Put', 'cos:ObjectCreated:Put', 'created'],
    ['cos:ObjectCreatedLater:Put', 'cos:ObjectCreatedLater:Put', 'other'],
    ['nothing', 'nothing', 'other'],
  ])('%j is %s, which is %s', async (eventName, type, action) => {
    const { events } = await handled(send, uploads, changed({}, {}, { eventName }))
    expect(events[0]).toMatchObject({ type, action })
  })

  it.each([
    ['/1250000001/uploads/1250000001/uploads/x', '1250000001/uploads/x'],
    ['/1250000001/uploads/', ''],
    ['/1250000001/uploads//x', '/x'],
    ['/1250000001/uploads-1250000001/x', 'x'],
    ['/1250000001/other/x', '/1250000001/other/x'],
    ['plain/uploads/x', 'plain/uploads/x'],
    ['/1250000001/uploads/100%25+1', '100%25+1'],
  ])('the key of %s is %j', async (path, key) => {
    const { events } = await handled(send, uploads, changed({}, { key: path }, {}))
    expect(events[0].key).toBe(key)
  })

  it('takes an appid that is a number, and none', async () => {
    const numeric = await handled(send, uploads, changed({ appid: 1_250_000_001 }, {}, {}))
    expect(numeric.events[0]).toMatchObject({ bucket: 'uploads-1250000001', key: 'in/my photo.jpg' })
    const none = await handled(send, uploads, changed({ appid: undefined }, { vid: '' }, { eventTime: null }))
    expect(none.events[0]).toMatchObject({ bucket: 'uploads', version: undefined, time: undefined })
  })

  it.each([
    ['no bucket', changed({ name: '' }, {}, {})],
    ['no key', changed({}, { key: null }, {})],
    ['no eventName', changed({}, {}, { eventName: 5 })],
    ['record 1 is no object', { Records: [record, null] }],
  ])('refuses a batch with %s', async (why, native) => {
    await expect(handled(send, uploads, native)).rejects.toMatchObject({
      code: 'SAMPAN_BAD_EVENT',
      message: expect.stringContaining(why) as string,
    })
  })
})
