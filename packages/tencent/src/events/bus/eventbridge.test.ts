import { bus, task } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, names, textData, times } from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { eventBridge } from '../../samples.ts'

const shop = bus('shop')

const native = {
  specversion: '1.0',
  id: '5f0c9f3e-8f57-4c5b-9a39-2f6d1c1e7a01',
  source: 'shop.example',
  type: 'order:paid',
  subject: 'orders/A-1',
  time: '1795392000123',
  region: 'ap-guangzhou',
  datacontenttype: 'application/json;charset=utf-8',
  resource: ['qcs::eb:ap-guangzhou:uid1250000001:eb-0a1b2c3d/rule-0a1b2c3d'],
  data: { id: 'A-1' },
}

describe('EventBridge', () => {
  it('reads an event', async () => {
    expect((await handled(send, shop, native)).events).toEqual([
      {
        kind: 'bus',
        id: '5f0c9f3e-8f57-4c5b-9a39-2f6d1c1e7a01',
        source: 'shop.example',
        type: 'order:paid',
        subject: 'orders/A-1',
        time: '2026-11-23T00:00:00.123Z',
        data: { id: 'A-1' },
        bus: 'eb-0a1b2c3d',
      },
    ])
  })

  it.each([
    ['as its page shows it', { EventList: [native, { ...native, id: 'e-2' }] }],
    ['as its page says it', [native, { ...native, id: 'e-2' }]],
  ])('reads a batch %s', async (_, batch) => {
    const { events } = await handled(send, shop, batch)
    expect(events.map(({ id }) => id)).toEqual([native.id, 'e-2'])
    await expect(handled(send, task('shop'), batch)).rejects.toMatchObject({ code: 'SAMPAN_NO_FUNCTION' })
  })

  it('carries any event there and back', async () => {
    const events = check.record({
      kind: check.constant('bus'),
      id: ids,
      source: names,
      type: names,
      subject: check.option(names, { nil: undefined }),
      time: check.option(times, { nil: undefined }),
      data: check.option(textData, { nil: undefined }),
      bus: check.option(names, { nil: undefined }),
    })
    await carriesEvents(send, shop, eventBridge, events)
  })

  it.each([
    ['version 0', { specversion: '0' }, {}],
    ['a time as number', { time: 1_795_392_000_123 }, { time: '2026-11-23T00:00:00.123Z' }],
    ['a time as CloudEvents has it', { time: '2026-11-23T00:00:00Z' }, { time: '2026-11-23T00:00:00Z' }],
    ['a time that is none', { time: 'soon' }, { time: undefined }],
    ['a subject that is misspelt', { subject: undefined, subjuect: 'orders/A-2' }, { subject: 'orders/A-2' }],
    ['data as text', { data: '{"id":"A-1"}' }, { data: { id: 'A-1' } }],
    ['no bus', { resource: undefined }, { bus: undefined }],
    ['a resource that is no bus', { resource: ['qcs::cos:gz:uid1:b/k'] }, { bus: undefined }],
    ['a resource that is no list', { resource: 'qcs::eb:gz:uid1:b/k' }, { bus: undefined }],
  ])('reads %s', async (_, over, expected) => {
    expect((await handled(send, shop, { ...native, ...over })).events[0]).toMatchObject(expected)
  })

  it('leaves an event of COS an event of the bus', async () => {
    const cos = { ...native, source: 'cos.cloud.tencent', type: 'cos:created:object', data: { key: 'k' } }
    expect((await handled(send, shop, cos)).events[0]).toMatchObject({
      type: 'cos:created:object',
      data: { key: 'k' },
    })
  })

  it.each(['specversion', 'id', 'source', 'type'])('does not know an event without %s', async (field) => {
    await expect(handled(send, shop, { ...native, [field]: undefined })).rejects.toMatchObject({
      code: 'SAMPAN_UNKNOWN_EVENT',
    })
  })
})
