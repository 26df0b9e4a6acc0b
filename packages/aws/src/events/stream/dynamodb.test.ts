import { on, type RowChange, stream } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, names, rawBytes, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { dynamodb } from './dynamodb.sample.ts'

const orders = stream('orders')
const LABEL = '2026-11-01T08:30:00.000'
const ARN = `arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/${LABEL}`

function record(eventName: string, change: object): any {
  return {
    eventID: '5e1c2ab09d3f4c7786a1b2c3d4e5f607',
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    dynamodb: {
      ApproximateCreationDateTime: 1795392000,
      Keys: { shop: { S: 'north' }, number: { N: '17' } },
      SequenceNumber: '700000000011200000042',
      SizeBytes: 61,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
      ...change,
    },
    eventSourceARN: ARN,
  }
}

async function changeOf(change: object): Promise<RowChange> {
  const { events } = await handled(send, orders, { Records: [record('MODIFY', change)] })
  return events[0].data
}

describe('DynamoDB Streams', () => {
  it('reads a change', async () => {
    const native = record('MODIFY', {
      OldImage: { shop: { S: 'north' }, number: { N: '17' }, total: { N: '12.5' } },
      NewImage: { shop: { S: 'north' }, number: { N: '17' }, total: { N: '14' } },
    })
    const { events, result } = await handled(send, orders, { Records: [native] })
    expect(events).toEqual([
      {
        kind: 'stream',
        id: '5e1c2ab09d3f4c7786a1b2c3d4e5f607',
        source: ARN,
        type: 'update',
        subject: undefined,
        time: '2026-11-23T00:00:00.000Z',
        data: {
          keys: { shop: 'north', number: 17 },
          before: { shop: 'north', number: 17, total: 12.5 },
          after: { shop: 'north', number: 17, total: 14 },
        },
        stream: 'orders',
        partition: LABEL,
        sequence: '700000000011200000042',
        key: undefined,
      },
    ])
    expect(result).toEqual({ batchItemFailures: [] })
  })

  it('carries any change there and back', async () => {
    // A number that DynamoDB can hold, and that arrives as one: larger integers arrive as BigInt.
    const fractions = check
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((n) => !Number.isInteger(n) && Math.abs(n) > 1e-130)
    const values = check.letrec((tie) => ({
      value: check.oneof(
        { maxDepth: 2 },
        check.string({ unit: 'grapheme', maxLength: 8 }),
        check.maxSafeInteger().map((n) => n + 0),
        fractions,
        check.bigInt({ min: 2n ** 53n, max: 10n ** 38n - 1n }),
        check.boolean(),
        check.constant(null),
        rawBytes,
        check.array(tie('value'), { maxLength: 3 }),
        check.dictionary(names, tie('value'), { maxKeys: 3 }),
      ),
    })).value
    const items = check.dictionary(names, values, { maxKeys: 4 })
    const images = check.option(items, { nil: undefined })
    const changes = check
      .record({
        id: ids,
        type: check.constantFrom('insert', 'update', 'delete'),
        time: check.option(times, { nil: undefined }),
        data: check.record({ keys: items, before: images, after: images }),
        stream: names,
        sequence: check.bigInt({ min: 1n, max: 10n ** 40n }).map(String),
      })
      .map((one) => ({
        kind: 'stream',
        source: `arn:aws:dynamodb:eu-west-1:123456789012:table/${one.stream}/stream/${LABEL}`,
        subject: undefined,
        partition: LABEL,
        key: undefined,
        ...one,
      }))
    await carriesEvents(send, orders, dynamodb, changes)
  })

  it('reads every type of attribute', async () => {
    const { after } = await changeOf({
      NewImage: {
        text: { S: '' },
        bytes: { B: 'AAEC' },
        yes: { BOOL: true },
        nothing: { NULL: true },
        list: { L: [{ S: 'a' }, { N: '1' }, { L: [] }] },
        map: { M: { deep: { M: { er: { BOOL: false } } } } },
        texts: { SS: ['a', 'b'] },
        numbers: { NS: ['1', '2.5'] },
        blobs: { BS: ['AA==', 'AQ=='] },
      },
    })
    expect(after).toEqual({
      text: '',
      bytes: new Uint8Array([0, 1, 2]),
      yes: true,
      nothing: null,
      list: ['a', 1, []],
      map: { deep: { er: false } },
      texts: ['a', 'b'],
      numbers: [1, 2.5],
      blobs: [new Uint8Array([0]), new Uint8Array([1])],
    })
  })

  it.each<[string, unknown]>([
    ['0', 0],
    ['-0', 0],
    ['0.000', 0],
    ['007', 7],
    ['-12.50', -12.5],
    ['0.1', 0.1],
    ['.5', 0.5],
    ['1.5E-10', 1.5e-10],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['-9007199254740993', -9007199254740993n],
    ['1E+25', 10n ** 25n],
    ['12.5e1', 125],
    ['99999999999999999999999999999999999999', 10n ** 38n - 1n],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
    ['3.14159265358979323846264338327950288', '3.14159265358979323846264338327950288'],
    ['1e-999', '1e-999'],
  ])('reads the number %s without rounding it', async (text, value) => {
    const { after } = await changeOf({ NewImage: { n: { N: text } } })
    expect(after!['n']).toStrictEqual(value)
  })

  it('has no images where the stream has keys only, and tells insertions from deletions', async () => {
    const native = [record('INSERT', {}), record('REMOVE', { OldImage: null })]
    const { events } = await handled(send, orders, { Records: native })
    const data = { keys: { shop: 'north', number: 17 }, before: undefined, after: undefined }
    expect(events.map((event) => [event.type, event.data])).toStrictEqual([
      ['insert', { ...data, keys: expect.objectContaining(data.keys) }],
      ['delete', { ...data, keys: expect.objectContaining(data.keys) }],
    ])
  })

  it('takes an attribute called "__proto__" for one like any other', async () => {
    const image = JSON.parse('{"__proto__":{"M":{"__proto__":{"S":"deep"}}}}')
    const { after } = await changeOf({ NewImage: image })
    expect(Object.keys(after!)).toEqual(['__proto__'])
    expect((after!['__proto__'] as any)['__proto__']).toBe('deep')
    expect(({} as any).deep).toBeUndefined()
  })

  it.each([
    [{ N: 'many' }],
    [{ N: '' }],
    [{ N: '1'.repeat(201) }],
    [{ N: 5 }],
    [{ B: 'QUJ' }],
    [{ BOOL: 'true' }],
    [{ L: {} }],
    [{ M: [] }],
    [{ SS: [null] }],
    [{ X: 'y' }],
    [{ S: 'a', N: '1' }],
    [{}],
    [null],
    ['text'],
  ])('lets an item with the attribute %j fail alone, and keeps what was before it', async (broken) => {
    const native = [record('INSERT', {}), record('INSERT', { NewImage: { broken }, SequenceNumber: '8' })]
    const seen: string[] = []
    const kept: Uint8Array[] = []
    const fn = on(orders, ({ sequence }) => seen.push(sequence))
    await quiet(async () => {
      expect(await send({ Records: native }, fn)).toEqual({ batchItemFailures: [{ itemIdentifier: '8' }] })
      const keeping = on(orders, () => {}, { deadLetter: ({ data }) => kept.push(data as never) })
      expect(await send({ Records: native }, keeping)).toEqual({ batchItemFailures: [] })
    })
    expect(seen).toEqual(['700000000011200000042'])
    expect(JSON.parse(Buffer.from(kept[0]!).toString()).NewImage).toEqual({ broken })
  })

  it('takes a batch for one group: after a failure nothing is handled', async () => {
    const native = ['1', '2', '3'].map((SequenceNumber) => record('INSERT', { SequenceNumber }))
    const seen: string[] = []
    const fn = on(orders, ({ sequence }) => {
      seen.push(sequence)
      if (sequence === '2') throw new Error('no')
    })
    await quiet(async () => {
      expect(await send({ Records: native }, fn)).toEqual({
        batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '3' }],
      })
    })
    expect(seen).toEqual(['1', '2'])
  })

  it('refuses a tumbling window', async () => {
    const native = { Records: [], eventSourceARN: ARN, isFinalInvokeForWindow: true, state: {} }
    await expect(handled(send, orders, native)).rejects.toMatchObject({
      code: 'SAMPAN_BAD_EVENT',
      message: expect.stringMatching(/aws\.dynamodb .*TumblingWindowInSeconds/),
    })
  })

  it.each([
    [{ ...record('INSERT', {}), eventID: null }],
    [{ ...record('INSERT', {}), dynamodb: 'x' }],
    [record('INSERT', { SequenceNumber: undefined })],
    [record('UPSERT', {})],
  ])('refuses a batch with the record %j', async (broken) => {
    const native = { Records: [record('INSERT', {}), broken] }
    await expect(handled(send, orders, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })

  it.each([
    [200, {}],
    [50_000, {}],
    [50_000, { bad: { N: 'x' } }],
  ])('refuses what is nested %i levels deep, beside %j, and leaves the stack whole', async (levels, rest) => {
    let deep: object = { S: 'core' }
    for (let level = 0; level < levels; level++) deep = { L: [deep] }
    const native = { Records: [record('INSERT', { NewImage: { ...rest, deep } })] }
    await expect(handled(send, orders, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
