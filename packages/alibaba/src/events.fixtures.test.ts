import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bucket, bus, queue, schedule, stream, task, type Trigger } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { handled } from '../../../test/support/events.ts'
import { send } from '../test/support.ts'

/** `SAMPAN_FIXTURES` names a folder with payloads that others captured, outside of this repository. */
const folder = process.env['SAMPAN_FIXTURES'] && join(process.env['SAMPAN_FIXTURES'], 'alibaba')
const files = folder ? readdirSync(folder) : []

/** What is no event, or is one of HTTP (fixtures.test.ts). */
const OTHERS: readonly [names: RegExp, why: string][] = [
  [/^SOURCES\.md$/, 'tells where the others come from'],
  [/^http-|^api-gateway/, 'HTTP'],
  [/^context-/, 'the second argument, not the event'],
  [/^custom-runtime-headers/, 'headers of the custom runtime, where serve() runs'],
  [/^error-/, 'what the platform makes of a failure'],
  [/^async-destination/, 'a call of a destination has no mark: a task or any() takes it'],
]

const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value))
const decoded = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'base64'))
const afterLast = (value: string): string =>
  value.slice(Math.max(value.lastIndexOf('/'), value.lastIndexOf(':')) + 1)

interface Expectation {
  readonly files: RegExp
  readonly trigger: Trigger<any, any>
  /** Neutral fields of each event, made from the payload's own. */
  readonly fields: (native: any) => object[]
}

const EXPECTED: readonly Expectation[] = [
  {
    files: /^oss/,
    trigger: bucket('x'),
    fields: ({ events }) =>
      events.map(({ eventName, eventTime, oss, responseElements }: any) => ({
        id: `${responseElements.requestId}:${oss.object.key}`,
        source: oss.bucket.arn,
        type: eventName,
        time: eventTime,
        action: 'created',
        bucket: oss.bucket.name,
        key: oss.object.key,
        size: oss.object.size,
        etag: oss.object.eTag,
      })),
  },
  {
    files: /^timer/,
    trigger: schedule('x', '* * * * *'),
    fields: ({ triggerName, triggerTime, payload }) => [
      { schedule: triggerName, time: triggerTime, data: text(payload) },
    ],
  },
  {
    files: /^mns-topic-json/,
    trigger: bus('x'),
    fields: ({ TopicName, MessageId, PublishTime, Message }) => [
      {
        id: MessageId,
        type: 'message',
        time: new Date(PublishTime).toISOString(),
        bus: TopicName,
        data: text(Message),
      },
    ],
  },
  {
    files: /^mns-topic-stream-attributes/,
    trigger: bus('x'),
    fields: ({ body }) => [{ type: 'message', data: text(body) }],
  },
  {
    files: /^mns-topic-stream\.txt/,
    trigger: bus('x'),
    fields: (native) => [{ type: 'message', data: new Uint8Array(native) }],
  },
  {
    files: /^mns-queue/,
    trigger: queue('x'),
    fields: (event) => [
      {
        id: event.data.messageId,
        source: event.subject,
        type: 'message',
        time: event.time,
        queue: afterLast(event.subject),
        attempt: 1,
        data: decoded(event.data.messageBody),
      },
    ],
  },
  {
    files: /^cdn/,
    trigger: bus('x'),
    fields: ({ events }) =>
      events.map(({ eventName, eventTime, traceId, resource, eventParameter }: any) => ({
        id: `${traceId}:${eventName}`,
        type: eventName,
        subject: resource.domain,
        time: new Date(eventTime).toISOString(),
        data: eventParameter,
      })),
  },
  {
    files: /^eventbridge/,
    trigger: bus('x'),
    fields: ({ id, source, type, subject, data }) => [{ id, source, type, subject, data, bus: undefined }],
  },
  {
    files: /^kafka/,
    trigger: stream('x'),
    fields: (batch) =>
      batch.map(({ data }: any) => ({
        type: 'message',
        stream: data.topic,
        partition: String(data.partition),
        sequence: String(data.offset),
        key: data.key,
      })),
  },
  {
    files: /^rocketmq/,
    trigger: queue('x'),
    fields: (native) =>
      [native].flat().map(({ data }: any) => ({ type: 'message', queue: data.topic, data: text(data.body) })),
  },
  {
    files: /^rabbitmq/,
    trigger: queue('x'),
    fields: (batch) =>
      batch.map(({ subject, data }: any) => ({
        type: 'message',
        queue: afterLast(subject),
        data: data.body,
      })),
  },
  {
    files: /^mqtt/,
    trigger: queue('x'),
    fields: (batch) => batch.map(({ body }: any) => ({ type: 'message', data: text(body) })),
  },
  {
    files: /^dts/,
    trigger: stream('x'),
    fields: (batch) =>
      batch.map(({ data }: any) => ({
        type: data.operationType.toLowerCase(),
        sequence: String(data.offset),
      })),
  },
  {
    files: /^sls/,
    trigger: stream('x'),
    fields: ({ source }) => [{ stream: source.logstoreName, partition: String(source.shardId) }],
  },
  { files: /^tablestore/, trigger: stream('x'), fields: () => [{ type: 'insert' }] },
  {
    files: /^datahub/,
    trigger: stream('x'),
    fields: ({ eventSourceARN, records }) =>
      records.map(({ eventId, data }: any) => ({
        stream: afterLast(eventSourceARN),
        partition: eventId.split(':')[0],
        sequence: eventId.split(':')[1],
        data: JSON.parse(data),
      })),
  },
]

const triggers = [
  queue('x'),
  stream('x'),
  bucket('x'),
  schedule('x', '* * * * *'),
  bus('x'),
  task('x'),
] as readonly Trigger<any, any>[]

const read = (name: string): unknown => {
  const bytes = readFileSync(join(folder!, name))
  return name.endsWith('.json') ? JSON.parse(bytes.toString()) : bytes
}

describe.skipIf(!folder)('events of the fixtures folder (SAMPAN_FIXTURES)', () => {
  const events = files.filter((name) => !OTHERS.some(([names]) => names.test(name)))

  it.each(events)('%s is read', async (name) => {
    const [expected, more] = EXPECTED.filter((one) => one.files.test(name))
    expect(more).toBeUndefined()
    const native = read(name)
    const { events: seen } = await handled(send, expected!.trigger, native)
    expect(seen).toMatchObject(expected!.fields(native))
    for (const event of seen) {
      expect(event).toMatchObject({ id: expect.stringMatching(/./), source: expect.stringMatching(/./) })
    }
  })

  // Bare text may be anybody's, and so may what was written by hand without a version.
  it.each(events.filter((name) => !/^mns-topic-stream\.txt|^eventbridge-custom/.test(name)))(
    '%s is of one kind alone',
    async (name) => {
      const { kind } = EXPECTED.find((one) => one.files.test(name))!.trigger
      for (const trigger of triggers.filter((one) => one.kind !== kind)) {
        await expect(handled(send, trigger, read(name))).rejects.toMatchObject({ code: 'SAMPAN_NO_FUNCTION' })
      }
    },
  )

  it('each is of a kind that is known', () => {
    expect(events.length).toBeGreaterThan(15)
    expect(events.filter((name) => !EXPECTED.some((one) => one.files.test(name)))).toEqual([])
  })
})
