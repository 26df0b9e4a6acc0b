import { on, PermanentError, queue } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, names, textData, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { rocketmq, rocketmqRaw } from './rocketmq.sample.ts'

const orders = queue('orders')
const subject = 'acs:mq:cn-hangzhou:1000000000000003:MQ_INST_1000000000000003_BYtest%orders'

const data = {
  topic: 'orders',
  systemProperties: {
    MIN_OFFSET: '0',
    TRACE_ON: 'true',
    MAX_OFFSET: '12',
    MSG_REGION: 'cn-hangzhou',
    KEYS: 'A-1',
    CONSUME_START_TIME: 1_795_392_000_500,
    UNIQ_KEY: 'AC11000100002A9F6C3D000000000001',
    TAGS: 'paid',
    RECONSUME_TIMES: '2',
    __SHARDINGKEY: 'customer-7',
  },
  userProperties: { tenant: 'acme', empty: '', weight: 7 },
  body: '{"id":"A-1","total":12.5}',
}

const message = {
  id: 'c0ffee00-f0db-4bbe-acce-56fb72fb0001',
  source: 'RocketMQ-shop-trigger',
  specversion: '1.0',
  type: 'mq:Topic:SendMessage',
  datacontenttype: 'application/json; charset=utf-8',
  subject,
  time: '2026-11-23T00:00:00.123Z',
  aliyunaccountid: '1000000000000003',
  aliyunpublishtime: '2026-11-23T00:00:00.500Z',
  aliyuneventbusname: 'RocketMQ-shop-trigger',
  data,
}

const event = {
  kind: 'queue',
  id: 'AC11000100002A9F6C3D000000000001',
  source: subject,
  type: 'message',
  subject: undefined,
  time: '2026-11-23T00:00:00.123Z',
  data: { id: 'A-1', total: 12.5 },
  queue: 'orders',
  attempt: 3,
  groupId: 'customer-7',
  attributes: { tenant: 'acme', empty: '', weight: '7', TAGS: 'paid', KEYS: 'A-1' },
}

/** Text bodies; names of attributes as RocketMQ allows them, tags and keys among them. */
const messages = check.record({
  kind: check.constant('queue'),
  id: ids,
  source: names.map((name) => `acs:mq:cn-hangzhou:1:MQ_INST_1%${name}`),
  type: check.constant('message'),
  subject: check.constant(undefined),
  time: times,
  data: textData,
  queue: names,
  attempt: check.integer({ min: 1, max: 17 }),
  groupId: check.option(names, { nil: undefined }),
  attributes: check.dictionary(check.oneof(names, check.constantFrom('TAGS', 'KEYS')), check.string()),
})

/** For batches: groups are handled side by side, so that their order among each other is anybody's guess. */
function withoutGroup<Message extends object>(one: Message): Message {
  return { ...one, groupId: undefined }
}

describe('RocketMQ', () => {
  it.each([
    ['one event', message],
    ['a list', [message]],
    ['a list of JSON texts', [JSON.stringify(message)]],
  ])('reads a message of %s', async (_form, native) => {
    const { events, result } = await handled(send, orders, native)
    expect(events).toEqual([event])
    expect(result).toBeUndefined()
  })

  it('reads the sample of the console, which has no id but the envelope and nothing of deliveries', async () => {
    const {
      UNIQ_KEY: _,
      RECONSUME_TIMES: __,
      __SHARDINGKEY: ___,
      ...systemProperties
    } = data.systemProperties
    const { events } = await handled(send, orders, {
      ...message,
      data: { ...data, systemProperties, userProperties: null, body: 'TEST' },
    })
    expect(events).toEqual([
      {
        ...event,
        id: message.id,
        attempt: 1,
        groupId: undefined,
        attributes: { TAGS: 'paid', KEYS: 'A-1' },
        data: new Uint8Array(Buffer.from('TEST')),
      },
    ])
  })

  it('reads RawData of Apache RocketMQ', async () => {
    const raw = { ...data, msgId: '0A00000100002A9F0000000000000001' }
    raw.systemProperties = { ...data.systemProperties, BORN_TIMESTAMP: '1795392000123' } as never
    const { events } = await handled(send, orders, [raw])
    expect(events).toEqual([{ ...event, id: raw.msgId, source: 'orders' }])
  })

  it('carries any message there and back', async () => {
    await carriesEvents(send, orders, rocketmq, messages, { batch: false })
    await carriesEvents(send, orders, rocketmq, messages.map(withoutGroup))
  })

  it('carries any message without an envelope, which names its topic alone', async () => {
    const raw = messages.map((one) => ({ ...one, source: one.queue }))
    await carriesEvents(send, orders, rocketmqRaw, raw, { batch: false })
    await carriesEvents(send, orders, rocketmqRaw, raw.map(withoutGroup))
  })

  it('stops a group at its first failure, and fails the invocation', async () => {
    const batch = ['a1', 'b1', 'a2', 'a3'].map((id) => ({
      ...message,
      data: {
        ...data,
        systemProperties: { UNIQ_KEY: id, __SHARDINGKEY: id[0] },
        body: JSON.stringify(id),
      },
    }))
    const seen: string[] = []
    const fn = on(orders, (one) => {
      seen.push(String(one.data))
      if (one.data === 'a2') throw new Error('no')
    })
    await quiet(async () => {
      await expect(send(batch, fn)).rejects.toMatchObject({ code: 'SAMPAN_BATCH_FAILED' })
    })
    expect(seen.toSorted()).toEqual(['a1', 'a2', 'b1'])
  })

  it('gives a key "__proto__" to the dead letters, and never to the handler', async () => {
    const kept: unknown[] = []
    const fn = on(orders, () => kept.push('handled'), { deadLetter: (_event, error) => kept.push(error) })
    await quiet(() => send({ ...message, data: { ...data, body: '{"__proto__":{"admin":true}}' } }, fn))
    expect(kept).toEqual([expect.any(PermanentError)])
  })

  it.each([
    [[message, null]],
    [[message, 'no JSON']],
    [{ ...message, data: null }],
    [{ ...message, data: { ...data, topic: '' } }],
    [[{ topic: 'orders', systemProperties: {}, body: '1' }]],
  ])('refuses what cannot be read: %j', async (native) => {
    await expect(handled(send, orders, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })

  it('takes a count of deliveries that is none for the first', async () => {
    const systemProperties = { ...data.systemProperties, RECONSUME_TIMES: { toString: 1 } }
    const { events } = await handled(send, orders, { ...message, data: { ...data, systemProperties } })
    expect(events[0].attempt).toBe(1)
  })
})
