import { readdirSync, readFileSync } from 'node:fs'
import { bucket, bus, queue, schedule, stream, type Trigger, websocket } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { handled } from '../../../test/support/events.ts'
import { send } from '../test/support.ts'

/** Samples that others published: from the documentation, and captured. They are not part of this repository. */
const folder = process.env['SAMPAN_FIXTURES']

function load(name: string): any {
  return JSON.parse(readFileSync(`${folder}/tencent/${name}.json`, 'utf8'))
}

const pulsarTopic = 'persistent://appid/namespace/topic-1'
const connection = 'xawexasdfewezdfsdfeasdfffa=='

/** Each file with the kind of function that takes it, and what every event of it says. */
const files: { readonly [file: string]: readonly [trigger: Trigger<any, any>, events: readonly object[]] } = {
  'apigw-websocket-connect': [
    websocket(),
    [
      {
        action: 'connect',
        connectionId: connection,
        headers: {
          'sec-websocket-protocol': 'chat,binary',
          'sec-websocket-extensions': 'extension1,extension2',
        },
      },
    ],
  ],
  'apigw-websocket-data': [
    websocket(),
    [{ action: 'message', connectionId: connection, data: new Uint8Array(Buffer.from('xxx')) }],
  ],
  'apigw-websocket-closing': [websocket(), [{ action: 'disconnect', connectionId: connection }]],
  ckafka: [
    stream('test-topic'),
    [36, 37].map((offset) => ({
      id: `test-topic-1-${offset}`,
      stream: 'test-topic',
      partition: '1',
      sequence: String(offset),
      key: undefined,
    })),
  ],
  cls: [
    stream('testname'),
    ['1605578090000000-0', '1605578090000003-1'].map((sequence) => ({
      stream: 'testname',
      partition: 'xxxx-xx-xx-xx-yyyyyyyy',
      sequence,
      time: '2020-11-17T01:54:50.000Z',
      data: new Uint8Array(Buffer.from('x'.repeat(34))),
    })),
  ],
  'cmq-captured-2017': [
    bus('test'),
    [
      {
        id: '3096224743817223',
        bus: 'test',
        source: '1251762227/test',
        time: '2017-09-18T17:13:57Z',
        data: 3,
      },
    ],
  ],
  'cmq-topic': [
    bus('testtopic'),
    [{ id: '123345346', bus: 'testtopic', type: 'message', time: '1970-01-01T00:00:00.000Z' }],
  ],
  cos: [
    bucket('testpic-1253970026'),
    [
      {
        type: 'cos:ObjectCreated:*',
        action: 'created',
        bucket: 'testpic-1253970026',
        key: 'testfile',
        size: 1029,
        version: undefined,
        time: '2018-12-19T07:49:30.000Z',
      },
    ],
  ],
  'eventbridge-cloudevents': [
    bus('any'),
    [
      {
        id: '13a3f42d-7258-4ada-da6d-023a333b4662',
        source: 'cos.cloud.tencent',
        type: 'cos:created:object',
        subject: 'qcs::cos:ap-guangzhou:appid/1250000000:bucketname',
        time: '2021-03-11T02:42:39.146Z',
        data: {},
      },
    ],
  ],
  'mps-workflow': [bus('media'), [{ type: 'WorkflowTask', data: { Status: 'FINISH', ErrCode: 0 } }]],
  'tdmq-pulsar-eventbridge': [
    queue('topic-1'),
    [
      {
        id: '123345346',
        source: pulsarTopic,
        queue: 'topic-1',
        attempt: 1,
        attributes: { tags: 'testtopic' },
        time: '2021-03-11T02:42:39.146Z',
        data: new Uint8Array(Buffer.from('Hello from TDMQ!')),
      },
    ],
  ],
  timer: [
    schedule('EveryDay', '0 3 * * *'),
    [
      {
        schedule: 'EveryDay',
        time: '2019-02-21T11:49:00Z',
        data: new Uint8Array(Buffer.from('user define msg body')),
      },
    ],
  ],
}

/** What is no event of these kinds, and why. */
const others: readonly [pattern: RegExp, why: string][] = [
  [/^(?:apigw|clb|cloudbase-http|function-url)$/, 'requests; fixtures.test.ts'],
  [/response|error-shape|^error-envelope$|^invoke-error/, 'replies'],
  [/^context/, 'contexts; fixtures.test.ts'],
  [/^cls-decoded$/, 'what is packed into cls'],
  [/^dlq-message$/, 'what a dead-letter queue holds; below'],
  [/^(?:invoke-wire|create-)/, 'requests to the API of SCF'],
]

describe.skipIf(!folder)('published samples (SAMPAN_FIXTURES names their folder)', () => {
  it.each(Object.entries(files))('%s is read', async (file, [trigger, expected]) => {
    const { events } = await handled(send, trigger, load(file))
    expect(events).toMatchObject(expected)
    for (const { id, source } of events) expect([id, source]).not.toContain('')
  })

  it('no file is left out', () => {
    const names = readdirSync(`${folder}/tencent`).filter((name) => name.endsWith('.json'))
    const left = names
      .map((name) => name.slice(0, -5))
      .filter((name) => !(name in files) && !others.some(([pattern]) => pattern.test(name)))
    expect(left).toEqual([])
  })

  it('a dead letter holds the event as it came', async () => {
    const native: unknown = JSON.parse(load('dlq-message').Body.ClientContext as string)
    const { events } = await handled(send, schedule('tabortimer', '0 3 * * *'), native)
    expect(events).toMatchObject([{ time: '2020-10-10T01:22:00Z', data: undefined }])
  })
})
