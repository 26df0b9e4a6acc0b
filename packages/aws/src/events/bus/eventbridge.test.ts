import { bucket, bus, on } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  carriesEvents,
  handled,
  ids,
  jsonValues,
  names,
  seconds,
} from '../../../../../test/support/events.ts'
import { nativeContext, send } from '../../../test/support.ts'
import { lambda } from '../../index.ts'
import { eventBridge, eventBridgeSqs } from '../../samples.ts'

const shop = bus('shop')

const native = {
  version: '0',
  id: '3f0e2c61-52a3-1f5e-8d53-1c0ffee00001',
  'detail-type': 'order.paid',
  source: 'shop.checkout',
  account: '111122223333',
  time: '2026-11-23T07:00:01Z',
  region: 'eu-north-1',
  resources: ['arn:aws:dynamodb:eu-north-1:111122223333:table/orders', 'arn:aws:s3:::receipts'],
  detail: { id: 'A-7', total: 19.9 },
}

describe('EventBridge', () => {
  it('reads an event', async () => {
    const { events, result } = await handled(send, shop, native)
    expect(events).toEqual([
      {
        kind: 'bus',
        id: '3f0e2c61-52a3-1f5e-8d53-1c0ffee00001',
        source: 'shop.checkout',
        type: 'order.paid',
        subject: 'arn:aws:dynamodb:eu-north-1:111122223333:table/orders',
        time: '2026-11-23T07:00:01Z',
        data: { id: 'A-7', total: 19.9 },
        bus: undefined,
      },
    ])
    expect(result).toBeUndefined()
  })

  it.each([
    ['eventBridge', eventBridge, false],
    ['eventBridgeSqs', eventBridgeSqs, true],
  ])('%s carries any event there and back', async (_, sample, batch) => {
    const events = check.record({
      kind: check.constant('bus'),
      id: ids,
      source: names,
      type: names,
      subject: check.option(names, { nil: undefined }),
      time: seconds,
      // A detail is JSON: bytes have no place in it.
      data: jsonValues,
      bus: check.constant(undefined),
    })
    await carriesEvents(send, shop, sample, events, { batch })
  })

  it('knows a replayed event by its id, as the one that it was', async () => {
    const replayed = { ...native, 'replay-name': 'after-the-fix' }
    const [first, second] = await Promise.all([native, replayed].map((one) => handled(send, shop, one)))
    expect(second!.events).toEqual(first!.events)
  })

  it('leaves what CloudTrail tells of S3 to the functions of the bus', async () => {
    const trail = {
      ...native,
      source: 'aws.s3',
      'detail-type': 'AWS API Call via CloudTrail',
      detail: { eventName: 'PutObject' },
    }
    const seen: unknown[] = []
    const handler = lambda(
      on(bucket('uploads'), () => seen.push('bucket')),
      on(shop, ({ type, data }) => seen.push([type, data])),
    )
    await handler(trail, nativeContext())
    expect(seen).toEqual([['AWS API Call via CloudTrail', { eventName: 'PutObject' }]])
    await expect(handled(send, bucket('uploads'), trail)).rejects.toMatchObject({
      code: 'SAMPAN_NO_FUNCTION',
    })
  })

  it.each([[{ resources: 'arn:aws:s3:::x' }], [{ resources: [7] }], [{ resources: { 0: 'x' } }]])(
    'has no subject where %j names no resource',
    async (over) => {
      const { events } = await handled(send, shop, { ...native, ...over, time: [] })
      expect(events).toEqual([expect.objectContaining({ subject: undefined, time: undefined })])
    },
  )

  it.each([[undefined], [null], [''], [{ toString: 1 }]])('refuses the id %j', async (id) => {
    await expect(handled(send, shop, { ...native, id })).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
