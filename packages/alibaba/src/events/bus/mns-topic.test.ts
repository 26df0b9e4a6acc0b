import { bus, task } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  carriesEvents,
  handled,
  ids,
  jsonValues,
  names,
  textBytes,
  textData,
  times,
} from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { mnsTopic, mnsTopicAttributes, mnsTopicStream } from '../../samples.ts'

const news = bus('news')

const native = {
  TopicOwner: '1000000000000003',
  Message: '{"headline":"hello"}',
  Subscriber: '1000000000000003',
  PublishTime: 1_772_352_550_123,
  SubscriptionName: 'shop',
  MessageMD5: '0BADCAFE0123456789ABCDEF01234567',
  TopicName: 'news',
  MessageId: '0BADCAFE01234567-1',
}
const message = {
  kind: 'bus',
  id: '0BADCAFE01234567-1',
  source: 'acs:mns:cn-hangzhou:1000000000000003:/topics/news',
  type: 'message',
  subject: undefined,
  time: '2026-03-01T08:09:10.123Z',
  data: { headline: 'hello' },
  bus: 'news',
}
const bare = {
  kind: 'bus',
  id: '1-66aa0001-0badcafe-0123456789ab',
  source: 'acs:mns',
  type: 'message',
  subject: undefined,
  time: undefined,
  bus: undefined,
}
const cloudEvent = {
  specversion: '1.0',
  id: 'e-1',
  source: 'shop.api',
  type: 'order.paid',
  subject: 'A-1',
  time: '2026-03-01T08:00:00Z',
  data: { total: 12.5 },
}
const { specversion: _, ...attributes } = cloudEvent

/** A message that is no CloudEvent, and is not empty: MNS refuses those. */
const bodies = textData.filter((data) => !(data instanceof Uint8Array) || data.length > 0)

/** Messages that are CloudEvents. What they say of themselves stands in the text, so it may be anything. */
const cloudEvents = check.record({
  kind: check.constant('bus'),
  id: ids,
  source: names,
  type: names.filter((name) => name !== 'message'),
  subject: check.option(names, { nil: undefined }),
  time: check.option(times, { nil: undefined }),
  data: check.oneof(jsonValues, textBytes),
})

describe('an MNS topic', () => {
  it.each([
    ['without attributes', native],
    ['with attributes among the fields', { tenant: 'acme', priority: '1', ...native }],
  ])('reads a message in format JSON %s', async (_what, event) => {
    expect((await handled(send, news, event)).events).toEqual([message])
  })

  it('keeps text that is no JSON as bytes, base64 too', async () => {
    for (const Message of ['hello topic', 'aGVsbG8gdG9waWM=']) {
      const { events } = await handled(send, news, { ...native, Message })
      expect(events).toEqual([{ ...message, data: new Uint8Array(Buffer.from(Message)) }])
    }
  })

  it('carries any message there and back in format JSON', async () => {
    const plain = check.record({ id: ids, time: times, bus: names, data: bodies }).map((event) => ({
      ...message,
      ...event,
      source: `acs:mns:cn-hangzhou:1000000000000003:/topics/${event.bus}`,
    }))
    const wrapped = check.tuple(cloudEvents, names).map(([event, name]) => ({ ...event, bus: name }))
    await carriesEvents(send, news, mnsTopic, check.oneof(plain, wrapped), { batch: false })
  })

  it('reads a message in format STREAM with attributes', async () => {
    const event = { body: 'hello topic', attrs: { Extend: '{"tenant":"acme"}' } }
    const data = new Uint8Array(Buffer.from('hello topic'))
    expect((await handled(send, news, event)).events).toEqual([{ ...bare, data }])
    const parsed = { ...event, body: { n: 1 } }
    expect((await handled(send, news, parsed)).events).toEqual([{ ...bare, data: { n: 1 } }])
  })

  it.each([
    ['text', Buffer.from('hello topic'), new Uint8Array(Buffer.from('hello topic'))],
    ['JSON', { headline: 'hello' }, { headline: 'hello' }],
    ['a JSON text', 'hello', 'hello'],
    ['a JSON number', 42, 42],
    ['a JSON null', null, null],
    ['a list', [], []],
  ])('reads a message in format STREAM that is %s', async (_what, event, data) => {
    expect((await handled(send, news, event)).events).toEqual([{ ...bare, data }])
  })

  it.each([
    ['attributes', mnsTopicAttributes],
    ['nothing but text', mnsTopicStream],
  ])('carries any message there and back in format STREAM with %s', async (_what, sample) => {
    const plain = check.record({ id: ids, data: bodies }).map((event) => ({ ...bare, ...event }))
    const wrapped = cloudEvents.map((event) => ({ ...event, bus: undefined }))
    await carriesEvents(send, news, sample, check.oneof(plain, wrapped), { batch: false })
  })

  it.each([
    ['JSON', { ...native, Message: JSON.stringify(cloudEvent) }, 'news'],
    ['STREAM with attributes', { body: JSON.stringify(cloudEvent), attrs: {} }, undefined],
    ['STREAM', cloudEvent, undefined],
  ])('takes a CloudEvent in format %s for that event', async (_what, event, name) => {
    expect((await handled(send, news, event)).events).toEqual([{ kind: 'bus', ...attributes, bus: name }])
  })

  it('leaves to a task what is no message for sure', async () => {
    for (const event of [{ n: 1 }, { body: 'x', attrs: {}, more: 1 }, { body: 'x', attrs: null }]) {
      const { events } = await handled(send, task('call'), event)
      expect(events).toMatchObject([{ kind: 'task', data: event }])
    }
  })

  it('takes no call without a payload for a message', async () => {
    await expect(handled(send, news, new Uint8Array())).rejects.toMatchObject({
      code: 'SAMPAN_UNKNOWN_EVENT',
    })
  })
})
