import { type BucketEvent, bucket, bus, on, PermanentError, queue } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { handled } from '../../../../test/support/events.ts'
import { nativeContext, quiet, send } from '../../test/support.ts'
import { lambda } from '../index.ts'

const uploads = bucket('uploads')
const shop = bus('shop')

const s3Record = (key: string): object => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: 'eu-north-1',
  eventTime: '2026-11-23T10:00:00.000Z',
  eventName: 'ObjectCreated:Put',
  responseElements: { 'x-amz-request-id': 'REQ', 'x-amz-id-2': 'aG9zdA==' },
  s3: {
    bucket: { name: 'uploads', arn: 'arn:aws:s3:::uploads' },
    object: { key, size: 3, sequencer: '00AB' },
  },
})
const s3Body = (...keys: string[]): string => JSON.stringify({ Records: keys.map(s3Record) })

const test = JSON.stringify({
  Service: 'Amazon S3',
  Event: 's3:TestEvent',
  Time: '2026-11-23T10:00:00.000Z',
  Bucket: 'uploads',
  RequestId: 'REQ',
  HostId: 'aG9zdA==',
})

const busEvent = (over: object = {}): object => ({
  version: '0',
  id: 'e-1',
  'detail-type': 'order.paid',
  source: 'shop.checkout',
  account: '111122223333',
  time: '2026-11-23T10:00:00Z',
  region: 'eu-north-1',
  resources: [],
  detail: { total: 4 },
  ...over,
})

const objectCreated = busEvent({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: 'uploads' }, object: { key: 'c d.jpg' } },
})

const notification = (Message: string): object => ({
  Type: 'Notification',
  MessageId: 'n-1',
  TopicArn: 'arn:aws:sns:eu-north-1:111122223333:shop',
  Message,
  Timestamp: '2026-11-23T10:00:00.000Z',
})

const inSqs = (...bodies: unknown[]): { Records: object[] } => ({
  Records: bodies.map((body, at) => ({
    messageId: `m-${at}`,
    receiptHandle: 'AQEB',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1795392000000' },
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-north-1:111122223333:carrier',
    awsRegion: 'eu-north-1',
  })),
})

const inSns = (...messages: string[]): object => ({
  Records: messages.map((message) => ({ EventSource: 'aws:sns', Sns: notification(message) })),
})

describe('S3 in other messages', () => {
  it.each([
    ['SQS', inSqs(s3Body('a+b.jpg'))],
    ['SNS', inSns(s3Body('a+b.jpg'))],
    ['SNS in SQS', inSqs(notification(s3Body('a+b.jpg')))],
  ])('is read from %s', async (_, native) => {
    const { events } = await handled(send, uploads, native)
    expect(events).toEqual([
      {
        kind: 'bucket',
        id: 'REQ:00AB:a b.jpg',
        source: 'arn:aws:s3:::uploads',
        type: 'ObjectCreated:Put',
        subject: 'a b.jpg',
        time: '2026-11-23T10:00:00.000Z',
        data: undefined,
        action: 'created',
        bucket: 'uploads',
        key: 'a b.jpg',
        size: 3,
        etag: undefined,
        version: undefined,
      },
    ])
  })

  it.each([
    ['SQS', inSqs(objectCreated)],
    ['SNS', inSns(JSON.stringify(objectCreated))],
    ['SNS in SQS', inSqs(notification(JSON.stringify(objectCreated)))],
  ])('is read from an event of EventBridge in %s', async (_, native) => {
    const { events } = await handled(send, uploads, native)
    expect(events).toEqual([expect.objectContaining({ id: 'e-1', type: 'Object Created', key: 'c d.jpg' })])
  })

  it('has the record of the batch as its native event', async () => {
    const natives: unknown[] = []
    const native = inSqs(s3Body('a', 'b'), s3Body('c'))
    await lambda(on(uploads, (event) => natives.push(event.native)))(native, nativeContext())
    const [first, second] = native.Records
    expect(natives).toEqual([first, first, second])
  })

  it('acknowledges the test event that S3 sends at set-up, and handles nothing', async () => {
    for (const native of [inSqs(test), inSqs(notification(test))]) {
      expect(await handled(send, uploads, native)).toEqual({ events: [], result: { batchItemFailures: [] } })
    }
    expect(await handled(send, uploads, inSns(test))).toEqual({ events: [], result: undefined })
    const { events } = await handled(send, uploads, inSqs(test, s3Body('a')))
    expect(events).toHaveLength(1)
  })

  it('reports a message once, where any of its objects failed', async () => {
    const seen: string[] = []
    const fn = on(uploads, ({ key }: BucketEvent) => {
      seen.push(key)
      if (key === 'b' || key === 'c') throw new Error('no')
    })
    await quiet(async () => {
      expect(await lambda(fn)(inSqs(s3Body('a', 'b', 'c'), s3Body('d')), nativeContext())).toEqual({
        batchItemFailures: [{ itemIdentifier: 'm-0' }],
      })
    })
    expect(seen.toSorted()).toEqual(['a', 'b', 'c', 'd'])
  })

  it.each([
    ['a message that is none', inSqs(s3Body('a'), 'hello'), 'm-1', ['a']],
    ['a message that is none, before one that is', inSqs('hello', s3Body('a')), 'm-0', ['a']],
    ['a record that is nothing', inSqs(`{"Records":[${JSON.stringify(s3Record('a'))},null]}`), 'm-0', []],
  ])('lets %s fail alone', async (_, native, failed, keys) => {
    await quiet(async () => {
      const { events, result } = await handled(send, uploads, native)
      expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: failed }] })
      expect(events.map(({ key }) => key)).toEqual(keys)
    })
  })

  it.each([
    ['no message id', { Records: [{ ...inSqs(s3Body('a')).Records[0], messageId: null }] }],
    ['a notification without a message', { Records: [...(inSns(s3Body('a')) as any).Records, { Sns: 4 }] }],
  ])('refuses %s', async (_, native) => {
    await expect(handled(send, uploads, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })

  it('does not take a message for a notification that only speaks of S3', async () => {
    const chat = inSqs(
      { text: 'what does "aws:s3" mean?' },
      { Records: [{ eventSource: 'aws:s3' }] },
      busEvent({ detail: { from: 'aws.s3' } }),
    )
    await expect(handled(send, uploads, chat)).rejects.toMatchObject({ code: 'SAMPAN_NO_FUNCTION' })
    expect((await handled(send, queue('carrier'), chat)).events).toHaveLength(3)
  })
})

describe('events of a bus or topic in SQS', () => {
  it('are read where EventBridge put them', async () => {
    const { events, result } = await handled(send, shop, inSqs(busEvent()))
    expect(events).toEqual([
      {
        kind: 'bus',
        id: 'e-1',
        source: 'shop.checkout',
        type: 'order.paid',
        subject: undefined,
        time: '2026-11-23T10:00:00Z',
        data: { total: 4 },
        bus: undefined,
      },
    ])
    expect(result).toEqual({ batchItemFailures: [] })
  })

  it('are read where SNS put them', async () => {
    const { events } = await handled(send, shop, inSqs(notification('{"total":4}')))
    expect(events).toEqual([
      {
        kind: 'bus',
        id: 'n-1',
        source: 'arn:aws:sns:eu-north-1:111122223333:shop',
        type: 'message',
        subject: undefined,
        time: '2026-11-23T10:00:00.000Z',
        data: { total: 4 },
        bus: 'shop',
      },
    ])
  })

  it('keep the order of a FIFO queue within a group', async () => {
    const native = inSqs(...[1, 2, 3].map((n) => busEvent({ id: `e-${n}`, detail: n })))
    const Records = native.Records.map((record) => ({
      ...record,
      attributes: { MessageGroupId: 'g' },
      eventSourceARN: 'arn:aws:sqs:eu-north-1:111122223333:carrier.fifo',
    }))
    const fn = on(shop, ({ data }) => {
      if (data === 2) throw new Error('no')
    })
    await quiet(async () => {
      expect(await lambda(fn)({ Records }, nativeContext())).toEqual({
        batchItemFailures: [{ itemIdentifier: 'm-1' }, { itemIdentifier: 'm-2' }],
      })
    })
  })

  it.each([
    ['that is none', 'hello', 'The message is no event of a bus or topic'],
    ['without an id', JSON.stringify(busEvent({ id: 7 })), 'The message is no event of a bus or topic'],
    ['of SNS without one', JSON.stringify({ ...notification('x'), MessageId: null }), 'no event of a bus'],
    ['that pollutes', JSON.stringify(busEvent()).replace('"total"', '"__proto__"'), '__proto__'],
  ])('let a message among them fail alone %s', async (_, foreign, why) => {
    const seen: unknown[] = []
    const kept: unknown[] = []
    const fn = on(shop, ({ id }) => seen.push(id), {
      deadLetter: (event, error) => kept.push([event.id, error]),
    })
    await quiet(async () => {
      expect(await lambda(fn)(inSqs(foreign, busEvent()), nativeContext())).toEqual({ batchItemFailures: [] })
      const reported = await lambda(on(shop, () => {}))(inSqs(foreign, busEvent()), nativeContext())
      expect(reported).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-0' }] })
    })
    expect(seen).toEqual(['e-1'])
    expect(kept).toEqual([['m-0', expect.any(PermanentError)]])
    expect((kept as [string, Error][])[0]![1].message).toContain(why)
  })

  it('leave a queue of anything else to functions on the queue', async () => {
    await expect(handled(send, shop, inSqs('{"id":1}'))).rejects.toMatchObject({ code: 'SAMPAN_NO_FUNCTION' })
  })
})
