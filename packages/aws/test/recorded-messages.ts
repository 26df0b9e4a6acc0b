import { expect } from 'vitest'
import type { EventKind } from '@sampan/core'

export type Kind = Exclude<EventKind, 'http'>

/** What a function of one kind is given; more kinds may take the same event, each in its own way. */
export type Views = { readonly [kind in Kind]?: readonly object[] }

export const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))
export const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n)
export const holding = (fields: object): unknown => expect.objectContaining(fields)

const lambdaQueue = { queue: 'my-queue', source: 'arn:aws:sqs:us-east-2:123456789012:my-queue', attempt: 1 }
const put = {
  type: 'ObjectCreated:Put',
  action: 'created',
  bucket: 'lambda-artifacts-deafc19498e3f2df',
  source: 'arn:aws:s3:::lambda-artifacts-deafc19498e3f2df',
  key: 'b21b84d653bb07b05b1e6b33684dc11b',
  id: 'D82B88E5F771F645:0C0F6F405D6ED209E1:b21b84d653bb07b05b1e6b33684dc11b',
  time: '2019-09-03T19:37:27.192Z',
  size: 1_305_107,
  etag: 'b21b84d653bb07b05b1e6b33684dc11b',
  version: undefined,
  data: undefined,
}
const onBus = { bucket: 'example-bucket', source: 'arn:aws:s3:::example-bucket', key: 'IMG_m7fzo3.jpg' }
const ec2 = {
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  source: 'aws.ec2',
  type: 'EC2 Instance State-change Notification',
  subject: 'arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0',
  time: '2017-12-22T18:43:48Z',
  bus: undefined,
  data: { instance_id: 'i-1234567890abcdef0', state: 'terminated' },
}
const rule = {
  id: 'cdc73f9d-aea9-11e3-9d5a-835b769c0d9c',
  source: 'arn:aws:events:us-east-1:123456789012:rule/ExampleRule',
  type: 'Scheduled Event',
  schedule: 'ExampleRule',
  data: undefined,
}
const topic = {
  id: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
  source: 'arn:aws:sns:us-east-2:123456789012:ExampleTopic',
  type: 'message',
  bus: 'ExampleTopic',
  time: '2019-01-02T12:45:07.000Z',
}

/** Messages of queues and topics, notifications, events of the bus, schedules: what functions must be given. */
export const messages: { readonly [file: string]: Views } = {
  'cloudwatch-scheduled-event': { schedule: [{ ...rule, time: '1970-01-01T00:00:00Z' }] },
  eventbridge: { bus: [ec2] },
  'eventbridge-scheduled-rule': { schedule: [{ ...rule, time: '2026-11-23T00:05:00Z' }] },
  'eventbridge-scheduler-default': {
    schedule: [
      {
        ...rule,
        id: '2026-11-23T00:05:00Z',
        source: 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/my-schedule',
        schedule: 'my-schedule',
        time: '2026-11-23T00:05:00Z',
      },
    ],
  },
  's3-delete': {
    bucket: [{ ...put, type: 'ObjectRemoved:Delete', action: 'deleted', size: undefined, etag: undefined }],
  },
  's3-eventbridge-object-created': {
    bucket: [{ ...onBus, type: 'Object Created', action: 'created', size: 184_662 }],
    bus: [{ type: 'Object Created', source: 'aws.s3', subject: 'arn:aws:s3:::example-bucket' }],
  },
  's3-eventbridge-object-deleted': {
    bucket: [{ ...onBus, type: 'Object Deleted', action: 'deleted', size: undefined }],
    bus: [{ type: 'Object Deleted', source: 'aws.s3', time: '2021-11-12T00:00:00Z' }],
  },
  's3-glacier-restore': {
    bucket: [
      {
        type: 's3:ObjectRestore:Completed',
        action: 'restored',
        key: 'glacier-test.txt',
        version: 'abcdeH0Xp66ep__QDjR76LK7Gc9X4wKO',
      },
    ],
  },
  's3-lifecycle': {
    bucket: [
      { type: 's3:LifecycleTransition', action: 'other', key: 'lifecycle-test.dat', size: 10_485_760 },
    ],
  },
  's3-put': { bucket: [put] },
  's3-put-versioned': { bucket: [{ ...put, version: '096fKKXTRTtl3on89fVO.nfljtsv6qko' }] },
  sns: { bus: [{ ...topic, subject: 'TestInvoke', data: bytes('Hello from SNS!') }] },
  'sns-cloudwatch-alarm': {
    bus: [
      {
        ...topic,
        source: 'arn:aws:sns:EXAMPLE',
        bus: undefined,
        subject: 'TestInvoke',
        time: '2015-06-03T17:43:27.123Z',
        data: holding({ AlarmName: 'EXAMPLE', NewStateValue: 'ALARM' }),
      },
    ],
  },
  'sns-s3-notification': {
    bucket: [put],
    bus: [{ ...topic, subject: 'Amazon S3 Notification', data: { Records: [expect.anything()] } }],
  },
  'sqs-batch-10': {
    queue: range(10).map((n) => ({
      ...lambdaQueue,
      id: `00000000-0000-4000-8000-00000000000${n}`,
      data: { n },
      attributes: { N: String(n), Bin: new Uint8Array([0, 1, 2]) },
    })),
  },
  'sqs-body-not-json': {
    queue: [{ ...lambdaQueue, data: bytes('not json {'), attributes: { testAttr: '100' } }],
  },
  'sqs-eventbridge-envelope': {
    queue: [{ ...lambdaQueue, type: 'message', data: holding({ id: ec2.id }) }],
    bus: [ec2],
  },
  'sqs-fifo': {
    queue: range(4).map((n) => ({
      id: `00000000-0000-4000-8000-00000000000${n + 1}`,
      queue: 'source-queue.fifo',
      groupId: '1',
      time: '2025-07-11T10:20:30.000Z',
      data: holding({ message: n + 1 }),
    })),
  },
  'sqs-message-attributes': {
    queue: [
      {
        queue: 'source-queue-1',
        attributes: { WeeksOn: '6', Author: 'John Grisham', Title: 'The Whistler' },
        data: { destination: 'https://sqs.us-east-1.amazonaws.com/111111111111/dest', fail_attempts: 0 },
      },
    ],
  },
  'sqs-s3-notification': {
    queue: [{ queue: 'SQS', data: { Records: [expect.anything()] } }],
    bucket: [
      {
        id: 'YMSSR8BZJ2Y99K6P:00643717F9F8B85354:test.pdf',
        bucket: 'xxx',
        key: 'test.pdf',
        action: 'created',
        version: 'yd3d4HaWOT2zguDLvIQLU6ptDTwKBnQV',
      },
    ],
  },
  'sqs-sns-envelope': {
    queue: [
      {
        id: '79406a00-bf15-46ca-978c-22c3613fcb30',
        queue: 'powertools265',
        subject: undefined,
        data: { message: 'hello world' },
      },
    ],
    bus: [
      {
        id: 'd88d4479-6ec0-54fe-b63f-1cf9df4bb16e',
        bus: 'powertools265',
        type: 'message',
        time: '2021-01-19T10:07:07.287Z',
        data: { message: 'hello world' },
      },
    ],
  },
  'sqs-standard': {
    queue: [
      { ...lambdaQueue, data: bytes('Test message.'), attributes: { testAttr: '100' } },
      { ...lambdaQueue, id: '2e1424d4-f796-459a-8184-9c92662be6da', data: { message: 'foo1' } },
    ],
  },
}
