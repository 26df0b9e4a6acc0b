import { bucket, type BucketEvent, on } from '@sampan/core'
import * as check from 'fast-check'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, names, seconds, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import type { BosRecord } from '../../native-events.ts'
import { bos } from '../../samples.ts'

const uploads = bucket('uploads')

const record = {
  version: '1.0',
  eventId: '91b7d6c2-0000-4000-8000-00000000b051',
  eventOrigin: 'bos:realtime',
  eventTime: '2026-11-23T02:28:49Z',
  eventType: 'PutObject',
  content: {
    userId: '5e0b1a7c',
    domain: 'gz.bcebos.com',
    bucket: 'uploads',
    object: 'photos/my photo%20+.jpg',
    etag: '0f343b0931126a20f133d67c2b018a3b',
    contentType: 'image/jpeg',
    filesize: 24414,
    lastModified: '2026-11-23T02:28:48Z',
    credentials: {
      accessKeyId: 'id-of-a-key',
      secretAccessKey: 'hunter2',
      sessionToken: 'token-of-a-session',
      expiration: '2026-11-23T03:28:49Z',
    },
    xVars: '{"saveUrl":"https://example.com/ocr"}',
  },
}

const batch = (...records: unknown[]): unknown => ({ events: records })

describe('BOS', () => {
  it('reads what happened to an object, whose key stays as it is', async () => {
    const { events, result } = await handled(send, uploads, batch(record))
    expect(events).toEqual([
      {
        kind: 'bucket',
        id: '91b7d6c2-0000-4000-8000-00000000b051',
        source: 'https://gz.bcebos.com/uploads',
        type: 'PutObject',
        subject: 'photos/my photo%20+.jpg',
        time: '2026-11-23T02:28:49Z',
        data: undefined,
        action: 'created',
        bucket: 'uploads',
        key: 'photos/my photo%20+.jpg',
        size: 24414,
        etag: '0f343b0931126a20f133d67c2b018a3b',
        version: undefined,
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any event there and back', async () => {
    const key = check.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    const types = check.constantFrom('PutObject', 'PostObject', 'AppendObject', 'CopyObject')
    // Of versions BOS says nothing, and the domain is the sample's.
    const events = check
      .record({
        id: ids,
        type: types,
        time: check.option(check.oneof(times, seconds), { nil: undefined }),
        bucket: names,
        key,
        size: check.option(check.nat(), { nil: undefined }),
        etag: check.option(names, { nil: undefined }),
      })
      .map((event) => ({
        kind: 'bucket',
        source: `https://bj.bcebos.com/${event.bucket}`,
        subject: event.key,
        data: undefined,
        action: 'created',
        version: undefined,
        ...event,
      }))
    await carriesEvents(send, uploads, bos, events)
  })

  it.each([
    ['PutObject', 'created'],
    ['PostObject', 'created'],
    ['AppendObject', 'created'],
    ['CopyObject', 'created'],
    ['CompleteMultipartUpload', 'created'],
    ['CompleteMultipartObject', 'created'],
    ['DeleteObject', 'deleted'],
    ['PutObjectAcl', 'other'],
    ['RestoreObject', 'other'],
  ])('takes %s for %s', async (eventType, action) => {
    const { events } = await handled(send, uploads, batch({ ...record, eventType }))
    expect(events).toMatchObject([{ type: eventType, action }])
  })

  it.each([
    ['ObjectCreated:Put', 'created', 'PutObject'],
    ['ObjectRemoved:Delete', 'deleted', 'DeleteObject'],
    ['CopyObject', 'created', 'CopyObject'],
    ['Frozen', 'other', 'Frozen'],
  ] as const)('is told of %s in its own words', async (type, action, eventType) => {
    const event = { kind: 'bucket', id: '1', source: '', bucket: 'uploads', key: 'a', type, action } as const
    const native = bos.native([{ ...event, data: undefined, native: undefined }])
    const { events } = await handled(send, uploads, native)
    expect(events).toMatchObject([{ type: eventType, action }])
  })

  it('gives credentials to who asks for them, and to no log line, copy or JSON', async () => {
    let seen!: BucketEvent
    const lines = await quiet(() =>
      send(
        batch(record),
        on(uploads, (event, { log }) => {
          seen = event
          log.info('whole', { event, copy: { ...event, native: { ...(event.native as object) } } })
        }),
      ),
    )
    expect(lines).toHaveLength(1)
    const shown = [...lines, JSON.stringify(seen), inspect(seen, { depth: 9 }), structuredClone(seen.native)]
    expect(JSON.stringify(shown)).toContain('contentType')
    expect(JSON.stringify(shown)).not.toMatch(/hunter2|id-of-a-key|token-of-a-session/)
    expect((seen.native as BosRecord).content?.credentials).toEqual(record.content.credentials)
  })

  it('leaves the event of the runtime as it came', async () => {
    const native = structuredClone({ events: [record] })
    await handled(send, uploads, native)
    expect(native).toEqual({ events: [record] })
    expect(Object.keys(native.events[0]!.content)).toContain('credentials')
  })

  it('fails whole where one of several fails, after all were tried', async () => {
    const second = { ...record, eventId: 'second' }
    const seen: string[] = []
    const fn = on(uploads, ({ id }) => {
      seen.push(id)
      if (id !== 'second') throw new Error('no')
    })
    await quiet(async () => {
      await expect(send(batch(record, second), fn)).rejects.toMatchObject({ code: 'SAMPAN_BATCH_FAILED' })
    })
    expect(seen).toEqual([record.eventId, 'second'])
  })

  it.each([
    ['no content', { ...record, content: null }],
    ['no bucket', { ...record, content: { ...record.content, bucket: undefined } }],
    ['no object', { ...record, content: { ...record.content, object: 7 } }],
    ['no id', { ...record, eventId: '' }],
    ['no type', { ...record, eventType: null }],
    ['no object at all', null],
  ])('refuses a batch with a record of %s, and shows nothing of it', async (_, broken) => {
    const failed = await handled(send, uploads, batch(record, broken)).catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
    expect(inspect(failed, { depth: 9 })).not.toContain('hunter2')
  })
})
