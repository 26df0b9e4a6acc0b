import { bus } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  carriesEvents,
  handled,
  ids,
  jsonValues,
  names,
  rawBytes,
  textData,
  times,
} from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { sns, snsSqs } from '../../samples.ts'

const news = bus('news')

const record = {
  EventVersion: '1.0',
  EventSubscriptionArn: 'arn:aws:sns:eu-north-1:111122223333:news:7c0e',
  EventSource: 'aws:sns',
  Sns: {
    Type: 'Notification',
    MessageId: 'b7c7e0a2-6e1f-5f43-9f0c-b8a1c4f0d001',
    TopicArn: 'arn:aws:sns:eu-north-1:111122223333:news',
    Subject: 'Ferry late',
    Message: '{"ferry":"M/S Fram","minutes":25}',
    Timestamp: '2026-11-23T06:30:00.512Z',
    SignatureVersion: '1',
    Signature: 'c2lnbmF0dXJl',
    SigningCertUrl: 'https://sns.eu-north-1.amazonaws.com/cert.pem',
    UnsubscribeUrl: 'https://sns.eu-north-1.amazonaws.com/?Action=Unsubscribe',
    MessageAttributes: { line: { Type: 'String', Value: '7' } },
  },
}

const withSns = (over: object): object => ({ Records: [{ ...record, Sns: { ...record.Sns, ...over } }] })

const plain = check
  .record({
    id: ids,
    bus: names,
    // An empty subject is none: SNS refuses it.
    subject: check.option(names, { nil: undefined }),
    time: times,
    data: textData,
  })
  .map((event) => ({
    kind: 'bus',
    source: `arn:aws:sns:eu-west-1:123456789012:${event.bus}`,
    type: 'message',
    ...event,
  }))

const cloudEvents = check.record({
  kind: check.constant('bus'),
  id: ids,
  source: names.map((name) => `/shop/${name}`),
  type: names,
  subject: check.option(names, { nil: undefined }),
  time: check.option(times, { nil: undefined }),
  data: check.oneof(jsonValues, rawBytes),
  bus: names,
})

describe('SNS', () => {
  it('reads a message', async () => {
    const { events, result } = await handled(send, news, { Records: [record] })
    expect(events).toEqual([
      {
        kind: 'bus',
        id: 'b7c7e0a2-6e1f-5f43-9f0c-b8a1c4f0d001',
        source: 'arn:aws:sns:eu-north-1:111122223333:news',
        type: 'message',
        subject: 'Ferry late',
        time: '2026-11-23T06:30:00.512Z',
        data: { ferry: 'M/S Fram', minutes: 25 },
        bus: 'news',
      },
    ])
    expect(result).toBeUndefined()
  })

  it('reads a message that is a CloudEvent as that event', async () => {
    const Message = JSON.stringify({
      specversion: '1.0',
      id: 'A-1',
      source: '/shop',
      type: 'order.paid',
      data: { total: 3 },
    })
    const { events } = await handled(send, bus('news').event('order.paid'), withSns({ Message }))
    expect(events).toEqual([
      {
        kind: 'bus',
        id: 'A-1',
        source: '/shop',
        type: 'order.paid',
        subject: undefined,
        time: undefined,
        data: { total: 3 },
        bus: 'news',
      },
    ])
  })

  it.each([
    ['sns', sns],
    ['snsSqs', snsSqs],
  ])('%s carries any message and any CloudEvent there and back', async (_, sample) => {
    await carriesEvents(send, news, sample, check.oneof(plain, cloudEvents))
  })

  it.each([
    { TopicArn: null, Subject: 7, Timestamp: {}, Message: null, MessageAttributes: 'x' },
    { TopicArn: { toString: 1 }, Subject: [], Timestamp: 'soon', Message: 4, MessageAttributes: [null] },
  ])('reads what is left of %j', async (over) => {
    const { events } = await handled(send, news, withSns(over))
    expect(events).toEqual([
      expect.objectContaining({ source: 'aws:sns', bus: undefined, time: undefined, data: new Uint8Array() }),
    ])
  })

  it.each([
    ['a message without an id', withSns({ MessageId: null })],
    ['an id that is no text', withSns({ MessageId: { toString: 1 } })],
    ['a record that is nothing', { Records: [record, null] }],
    ['a record without a notification', { Records: [record, { EventSource: 'aws:sns', Sns: 'x' }] }],
  ])('refuses %s', async (_, native) => {
    await expect(handled(send, news, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
