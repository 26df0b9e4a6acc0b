import { bus } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, jsonValues, times } from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { cdn } from '../../samples.ts'

const edge = bus('edge')

const record = {
  eventName: 'CachedObjectsRefreshed',
  eventVersion: '1.0.0',
  eventSource: 'cdn',
  region: 'cn-hangzhou',
  eventTime: '2026-03-01T16:09:10+08:00',
  traceId: '3f0c7f0e-0000-4000-8000-00000000000b',
  resource: { domain: 'static.example.com' },
  eventParameter: { objectPath: ['/a.mp4'], objectType: 'File', taskId: 20 },
  userIdentity: { aliUid: '1000000000000003' },
}

describe('CDN', () => {
  it('reads a record', async () => {
    const { events } = await handled(send, edge, { events: [record] })
    expect(events).toEqual([
      {
        kind: 'bus',
        id: '3f0c7f0e-0000-4000-8000-00000000000b:CachedObjectsRefreshed',
        source: 'acs:cdn:cn-hangzhou:1000000000000003:domain/static.example.com',
        type: 'CachedObjectsRefreshed',
        subject: 'static.example.com',
        time: '2026-03-01T08:09:10.000Z',
        data: { objectPath: ['/a.mp4'], objectType: 'File', taskId: 20 },
        bus: undefined,
      },
    ])
  })

  it('carries any event there and back', async () => {
    const events = check
      .record({
        trace: ids,
        type: check.constantFrom('LogFileCreated', 'CachedObjectsPushed', 'CdnDomainStopped'),
        subject: check.option(check.domain(), { nil: undefined }),
        time: check.option(times, { nil: undefined }),
        data: jsonValues,
      })
      .map(({ trace, ...event }) => ({
        kind: 'bus',
        id: `${trace}:${event.type}`,
        source: `acs:cdn:cn-hangzhou:1000000000000003:domain/${event.subject ?? ''}`,
        ...event,
        bus: undefined,
      }))
    await carriesEvents(send, edge, cdn, events)
  })

  it.each([[{ ...record, traceId: undefined }], [{ ...record, eventName: {} }], [null]])(
    'refuses the record %#',
    async (broken) => {
      await expect(handled(send, edge, { events: [record, broken] })).rejects.toMatchObject({
        code: 'SAMPAN_BAD_EVENT',
      })
    },
  )
})
