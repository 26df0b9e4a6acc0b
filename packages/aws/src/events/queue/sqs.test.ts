import { PermanentError, on, queue } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  carriesEvents,
  handled,
  ids,
  names,
  rawBytes,
  textData,
  times,
} from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { sqs } from '../../samples.ts'

const orders = queue('orders')

const native = {
  Records: [
    {
      messageId: '7d1c9c1e-5a55-4f0e-9a51-0c0f4be3a001',
      receiptHandle: 'AQEBxyz',
      body: '{"id":"A-1","total":12.5}',
      attributes: {
        ApproximateReceiveCount: '3',
        SentTimestamp: '1795392000123',
        SenderId: 'AIDAEXAMPLE',
        ApproximateFirstReceiveTimestamp: '1795392000200',
      },
      messageAttributes: {
        tenant: { stringValue: 'acme', dataType: 'String', stringListValues: [], binaryListValues: [] },
        weight: { stringValue: '7', dataType: 'Number' },
        seal: { binaryValue: 'AAEC', dataType: 'Binary' },
      },
      md5OfBody: '00000000000000000000000000000000',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:orders',
      awsRegion: 'eu-west-1',
    },
  ],
}

describe('SQS', () => {
  it('reads a message', async () => {
    const { events, result } = await handled(send, orders, native)
    expect(events).toEqual([
      {
        kind: 'queue',
        id: '7d1c9c1e-5a55-4f0e-9a51-0c0f4be3a001',
        source: 'arn:aws:sqs:eu-west-1:123456789012:orders',
        type: 'message',
        subject: undefined,
        time: '2026-11-23T00:00:00.123Z',
        data: { id: 'A-1', total: 12.5 },
        queue: 'orders',
        attempt: 3,
        groupId: undefined,
        attributes: { tenant: 'acme', weight: '7', seal: new Uint8Array([0, 1, 2]) },
      },
    ])
    expect(result).toEqual({ batchItemFailures: [] })
  })

  it('carries any message there and back', async () => {
    const messages = check
      .record({
        id: ids,
        queue: check.tuple(names, check.constantFrom('', '.fifo')).map((parts) => parts.join('')),
        data: textData,
        time: times,
        attempt: check.integer({ min: 1, max: 9 }),
        groupId: check.option(names, { nil: undefined }),
        attributes: check.dictionary(names, check.oneof(check.string(), rawBytes)),
      })
      .map((message) => ({
        kind: 'queue',
        source: `arn:aws:sqs:eu-west-1:123456789012:${message.queue}`,
        type: 'message',
        subject: undefined,
        ...message,
      }))
    await carriesEvents(send, orders, sqs, messages)
  })

  it('unwraps what SNS put into the queue', async () => {
    const body = JSON.stringify({
      Type: 'Notification',
      MessageId: 'n-1',
      TopicArn: 'arn:aws:sns:eu-west-1:123456789012:news',
      Subject: 'hello',
      Message: '{"n":1}',
      MessageAttributes: {
        tenant: { Type: 'String', Value: 'acme' },
        seal: { Type: 'Binary', Value: 'AAEC' },
      },
    })
    const record = { ...native.Records[0], body, messageAttributes: {} }
    const { events } = await handled(send, orders, { Records: [record] })
    expect(events[0]).toMatchObject({
      id: native.Records[0]!.messageId,
      subject: 'hello',
      data: { n: 1 },
      attributes: { tenant: 'acme', seal: new Uint8Array([0, 1, 2]) },
    })
  })

  it('reports exactly what failed, and what comes after it in its group', async () => {
    const records = ['a1', 'b1', 'a2', 'c1', 'b2', 'a3'].map((id) => ({
      ...native.Records[0],
      messageId: id,
      body: JSON.stringify(id),
      attributes: { MessageGroupId: id[0] },
      eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:orders.fifo',
    }))
    const seen: unknown[] = []
    const fn = on(orders, ({ data }) => {
      seen.push(data)
      if (data === 'a2') throw new Error('no')
    })
    await quiet(async () => {
      expect(await send({ Records: records }, fn)).toEqual({
        batchItemFailures: [{ itemIdentifier: 'a2' }, { itemIdentifier: 'a3' }],
      })
    })
    expect(seen.filter((id) => String(id).startsWith('b'))).toEqual(['b1', 'b2'])
    expect(seen).not.toContain('a3')
  })

  it('gives a key "__proto__" to the dead letters, and never to the handler', async () => {
    const kept: unknown[] = []
    const fn = on(orders, () => kept.push('handled'), {
      deadLetter: (_event, error) => kept.push(error),
    })
    const record = { ...native.Records[0], body: '{"__proto__":{"admin":true}}' }
    await quiet(async () => {
      expect(await send({ Records: [record] }, fn)).toEqual({ batchItemFailures: [] })
    })
    expect(kept).toEqual([expect.any(PermanentError)])
  })

  it('takes a label of the sender on a type, and text that is no base64 as text', async () => {
    const messageAttributes = {
      logo: { binaryValue: 'AAEC', dataType: 'Binary.gif' },
      // Some tools fill in both; four digits are base64 too.
      year: { stringValue: '2026', binaryValue: '2026', dataType: 'Number.int' },
      torn: { binaryValue: 'AAE', dataType: 'Binary' },
    }
    const { events } = await handled(send, orders, { Records: [{ ...native.Records[0], messageAttributes }] })
    expect(events[0].attributes).toEqual({ logo: new Uint8Array([0, 1, 2]), year: '2026', torn: 'AAE' })
  })

  it('keeps attributes of every name to themselves', async () => {
    const messageAttributes: unknown = JSON.parse(
      '{"__proto__":{"stringValue":"x","dataType":"String"},"constructor":{"stringValue":"y"}}',
    )
    const { events } = await handled(send, orders, { Records: [{ ...native.Records[0], messageAttributes }] })
    expect(Object.entries(events[0].attributes)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
    expect(events[0].attributes.toString).toBeUndefined()
  })

  it.each([null, 7, ['x'], { a: 1 }])(
    'reports a message whose body is %j, and handles none',
    async (body) => {
      await quiet(async () => {
        const { events, result } = await handled(send, orders, { Records: [{ ...native.Records[0], body }] })
        expect(events).toEqual([])
        expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: native.Records[0]!.messageId }] })
      })
    },
  )

  it('reads what is left of a record whose other fields are none', async () => {
    for (const odd of ['x', [], null, 7, [null], { toString: 1 }, { a: null, b: { stringValue: {} } }]) {
      const record = {
        eventSource: 'aws:sqs',
        messageId: 'm-1',
        body: 'x',
        attributes: odd,
        messageAttributes: odd,
        eventSourceARN: odd === 'x' ? 'x' : odd,
      }
      const { events } = await handled(send, orders, { Records: [record] })
      expect(events).toEqual([
        expect.objectContaining({
          id: 'm-1',
          source: odd === 'x' ? 'x' : 'aws:sqs',
          queue: '',
          attempt: 1,
          groupId: undefined,
          time: undefined,
          data: Uint8Array.of(120),
        }),
      ])
      const values = Object.values(events[0].attributes)
      expect(values.every((value) => value === '')).toBe(true)
    }
  })

  it('reads the attempt where it is a number, and 1 where it is none', async () => {
    for (const [count, attempt] of [
      ['12', 12],
      ['0', 1],
      ['-3', 1],
      ['1e3', 1],
      [{ valueOf: 1 }, 1],
    ]) {
      const record = { ...native.Records[0], attributes: { ApproximateReceiveCount: count } }
      const { events } = await handled(send, orders, { Records: [record] })
      expect(events).toEqual([expect.objectContaining({ attempt })])
    }
  })

  it('handles the groups of a standard queue at once, where they are for fairness', async () => {
    const records = ['a1', 'a2'].map((id) => ({
      ...native.Records[0],
      messageId: id,
      attributes: { MessageGroupId: 'a' },
    }))
    const fn = on(orders, ({ id, groupId }) => {
      expect(groupId).toBe('a')
      if (id === 'a1') throw new Error('no')
    })
    await quiet(async () => {
      expect(await send({ Records: records }, fn)).toEqual({
        batchItemFailures: [{ itemIdentifier: 'a1' }],
      })
    })
  })

  it.each([[{}], [{ messageId: null }], [null]])('refuses a batch with the record %j', async (record) => {
    const broken = { Records: [native.Records[0], record] }
    await expect(handled(send, orders, broken)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
