import { bus, on } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bytesData,
  carriesEvents,
  handled,
  ids,
  names,
  textData,
  times,
} from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { cmq } from '../../samples.ts'

const shop = bus('shop')

const message = {
  type: 'topic',
  topicOwner: 1_250_000_001,
  topicName: 'shop',
  subscriptionName: 'worker',
  publishTime: '2026-11-23T00:00:00.123Z',
  msgId: '3096224743810001',
  requestId: '5761047512720420001',
  msgBody: '{"id":"A-1"}',
  msgTag: 'paid, eu',
}

describe('CMQ', () => {
  it('reads a message', async () => {
    const { events, result } = await handled(send, shop, { Records: [{ CMQ: message }] })
    expect(events).toEqual([
      {
        kind: 'bus',
        id: '3096224743810001',
        source: '1250000001/shop',
        type: 'message',
        subject: undefined,
        time: '2026-11-23T00:00:00.123Z',
        data: { id: 'A-1' },
        bus: 'shop',
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any message there and back', async () => {
    const plain = check.record({ id: ids, bus: names, time: times, data: textData }).map((one) => ({
      kind: 'bus',
      source: `1250000009/${one.bus}`,
      type: 'message',
      subject: undefined,
      ...one,
    }))
    await carriesEvents(send, shop, cmq, plain)
  })

  it('carries any CloudEvent there and back', async () => {
    const cloudEvents = check.record({
      kind: check.constant('bus'),
      id: ids,
      source: names,
      type: names,
      subject: check.option(names, { nil: undefined }),
      time: times,
      data: bytesData,
      bus: names,
    })
    await carriesEvents(send, shop, cmq, cloudEvents)
  })

  it.each([['paid,eu'], [['paid', 'eu']], [''], [undefined]])(
    'leaves the tags %j on the native record',
    async (msgTag) => {
      const record = { CMQ: { ...message, msgTag } }
      const seen: unknown[] = []
      await send(
        { Records: [record] },
        on(shop, ({ native }) => void seen.push(native)),
      )
      expect(seen).toEqual([record])
    },
  )

  it('fails with the error of the only one, and names each of several', async () => {
    const error = new Error('no')
    const fn = on(shop, () => {
      throw error
    })
    const other = { ...message, msgId: '2' }
    await quiet(async () => {
      await expect(send({ Records: [{ CMQ: message }] }, fn)).rejects.toBe(error)
      await expect(send({ Records: [{ CMQ: message }, { CMQ: other }] }, fn)).rejects.toMatchObject({
        code: 'SAMPAN_BATCH_FAILED',
        message: expect.stringContaining('3096224743810001 (Error: no), 2 (Error: no)') as string,
      })
    })
  })

  it('takes a topic without an owner', async () => {
    const { events } = await handled(send, shop, { Records: [{ CMQ: { ...message, topicOwner: null } }] })
    expect(events[0].source).toBe('shop')
  })

  it.each([[{ msgId: '' }], [{ topicName: null }]])('refuses a message with %j', async (over) => {
    const native = { Records: [{ CMQ: { ...message, ...over } }] }
    await expect(handled(send, shop, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
