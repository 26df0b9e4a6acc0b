import { on, PermanentError, stream } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, names, rawBytes, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { dts } from './dts.sample.ts'

const TOPIC = 'cn_hangzhou_rm_test0001_shop_version2'
const changes = stream(TOPIC)
const subject = 'acs:dts:cn-hangzhou:1000000000000003:kk0001/dtstest0001'

const fields = [
  { fieldName: 'id', rawDataTypeNum: 8, isPrimaryKey: true, isUniqueKey: false, fieldPosition: 0 },
  { fieldName: 'name', rawDataTypeNum: 253, isPrimaryKey: false, isUniqueKey: false, fieldPosition: 1 },
]
const schema = {
  recordFields: fields,
  nameIndex: { id: fields[0], name: fields[1] },
  schemaId: '(shop,shop,orders)',
  databaseName: 'shop',
  tableName: 'orders',
  primaryIndexInfo: { indexType: 'PrimaryKey', indexFields: [fields[0]], cardinality: 0, nullable: true },
  databaseInfo: { databaseType: 'MySQL', version: '8.0.36' },
}

/** As java.nio.HeapByteBuffer is written; the limit is beyond the bytes, as in the samples. */
function buffer(bytes: readonly number[], more: object = {}): object {
  return {
    hb: bytes,
    offset: 0,
    isReadOnly: false,
    bigEndian: true,
    position: 0,
    limit: 11,
    capacity: 11,
    ...more,
  }
}

function image(...values: unknown[]): object {
  return { recordSchema: schema, values, size: 45 }
}

const [old, young] = [
  image({ data: 7 }, { data: buffer([97]), charset: 'utf8mb4' }),
  image({ data: 7 }, null),
]

const data = {
  id: 3_210_000,
  topicPartition: { hash: 0, partition: 0, topic: TOPIC },
  offset: 3_218_099,
  sourceTimestamp: 1_795_392_000,
  operationType: 'UPDATE',
  schema,
  beforeImage: old,
  afterImage: young,
}

const record = {
  data,
  id: '12f701a4000000000000000000000001-3210000',
  source: 'DTS-shop-trigger',
  specversion: '1.0',
  type: 'dts:ConsumeMessage',
  datacontenttype: 'application/json; charset=utf-8',
  time: '2026-11-23T00:00:00Z',
  subject,
}

const event = {
  kind: 'stream',
  id: `${TOPIC}-0-3218099`,
  source: subject,
  type: 'update',
  subject: 'shop.orders',
  time: '2026-11-23T00:00:00Z',
  data: { keys: { id: 7 }, before: { id: 7, name: 'a' }, after: { id: 7, name: null } },
  stream: TOPIC,
  partition: '0',
  sequence: '3218099',
  key: undefined,
}

/** The value that a handler sees in a column. */
async function columnOf(cell: unknown): Promise<unknown> {
  const { events } = await handled(send, changes, [
    { ...record, data: { ...data, afterImage: image({ data: 7 }, cell) } },
  ])
  return events[0].data.after.name
}

describe('DTS', () => {
  it.each([
    ['a list', [record]],
    ['a list of JSON texts', [JSON.stringify(record)]],
  ])('reads an update of %s', async (_form, native) => {
    const { events, result } = await handled(send, changes, native)
    expect(events).toEqual([event])
    expect(result).toBeUndefined()
  })

  it('reads RawData', async () => {
    const { events } = await handled(send, changes, [data])
    expect(events).toEqual([{ ...event, source: TOPIC, time: '2026-11-23T00:00:00.000Z' }])
  })

  it.each([
    ['INSERT', undefined, young, { keys: { id: 7 }, before: undefined, after: { id: 7, name: null } }],
    ['DELETE', old, null, { keys: { id: 7 }, before: { id: 7, name: 'a' }, after: undefined }],
    // An image of such an operation is none of a row.
    ['DDL', null, 'ALTER TABLE orders ADD note text', { keys: {}, before: undefined, after: undefined }],
    ['HEARTBEAT', null, null, { keys: {}, before: undefined, after: undefined }],
  ])('reads the operation %s', async (operationType, beforeImage, afterImage, change) => {
    const native = [{ ...record, data: { ...data, operationType, beforeImage, afterImage } }]
    const { events } = await handled(send, changes, native)
    expect(events).toEqual([{ ...event, type: operationType.toLowerCase(), data: change }])
  })

  it('takes keys from the marks of the columns where there is no index, and none where there are no marks', async () => {
    const { primaryIndexInfo: _, ...rest } = schema
    const unmarked = { ...rest, recordFields: fields.map((field) => ({ ...field, isPrimaryKey: false })) }
    const native = [rest, unmarked].map((other) => ({ ...record, data: { ...data, schema: other } }))
    const { events } = await handled(send, changes, native)
    expect(events.map((one) => one.data.keys)).toEqual([{ id: 7 }, {}])
  })

  it.each([
    ['NULL', null, null],
    ['NULL in a cell', { data: null }, null],
    ['a number', { data: 12.5 }, 12.5],
    ['bytes, signed', { data: buffer([0, -1, 127]) }, new Uint8Array([0, 255, 127])],
    [
      'bytes of the charset "binary"',
      { data: buffer([104, 105]), charset: 'binary' },
      new Uint8Array([104, 105]),
    ],
    ['bytes that are none of their charset', { data: buffer([-1]), charset: 'utf8' }, new Uint8Array([255])],
    ['text of utf8mb3', { data: buffer([-27, -68, -96]), charset: 'utf8mb3' }, '张'],
    ['text of GBK', { data: buffer([-43, -59]), charset: 'gbk' }, '张'],
    ['text of latin1, which is Windows-1252', { data: buffer([-128, -23]), charset: 'latin1' }, '€é'],
    [
      'a part of its array',
      { data: buffer([1, 97, 98, 99, 2], { offset: 1, position: 1, limit: 3 }), charset: 'utf8' },
      'bc',
    ],
    ['a buffer without a limit', { data: { hb: [97] }, charset: 'utf8' }, 'a'],
    ['a cell of an unknown kind', { year: 2026, month: 11 }, { year: 2026, month: 11 }],
    ['a bare value', 5, 5],
  ])('reads %s', async (_name, cell, expected) => {
    expect(await columnOf(cell)).toEqual(expected)
  })

  it('carries any change there and back', async () => {
    // JSON has no -0, and no integers beyond 2^53.
    const numbers = check
      .oneof(check.maxSafeInteger(), check.double({ noNaN: true, noDefaultInfinity: true }))
      .map((n) => n + 0)
    // A lone surrogate has no bytes.
    const text = check.string({ unit: 'grapheme' })
    const rows = (columns: string[]) =>
      check.record(
        Object.fromEntries(
          columns.map((name) => [name, check.oneof(numbers, text, rawBytes, check.constant(null))]),
        ),
      )
    const operations = check
      .uniqueArray(names, { minLength: 1, maxLength: 4 })
      .chain((columns) =>
        check.record({
          type: check.constantFrom('insert', 'update', 'delete'),
          before: rows(columns),
          after: rows(columns),
          keyed: check.subarray(columns),
        }),
      )
      .map(({ type, before, after, keyed }) => {
        const row = type === 'delete' ? before : after
        const keys = Object.fromEntries(keyed.map((name) => [name, row[name]]))
        return {
          type,
          data: {
            keys,
            before: type === 'insert' ? undefined : before,
            after: type === 'delete' ? undefined : after,
          },
        }
      })
    const events = (partition: check.Arbitrary<string>) =>
      check
        .record({
          partition,
          change: operations,
          time: times,
          subject: check.tuple(names, names).map((parts) => parts.join('.')),
          sequence: check.nat().map(String),
        })
        .map(({ change, ...one }) => ({
          ...event,
          ...one,
          ...change,
          id: `${TOPIC}-${one.partition}-${one.sequence}`,
        }))
    await carriesEvents(send, changes, dts, events(check.nat(9).map(String)), { batch: false })
    // Partitions are handled side by side; order is that of one.
    await carriesEvents(send, changes, dts, events(check.constant('0')))
  })

  it.each([
    ['a buffer without bytes', image({ data: 7 }, { data: buffer(['x'] as never) })],
    [
      'a buffer whose bounds are no numbers',
      image({ data: buffer([1], { limit: { valueOf: 1, toString: 1 } }) }),
    ],
    ['more values than columns', image(1, 2, 3)],
    ['no values', { recordSchema: schema }],
    ['no list of columns', { recordSchema: { recordFields: 7 }, values: [1] }],
    ['an image that is text', 'row'],
  ])('gives a row with %s to the dead letters, and handles the others', async (_name, afterImage) => {
    const seen: string[] = []
    const kept: unknown[] = []
    const fn = on(changes, ({ id }) => seen.push(id), { deadLetter: (_event, error) => kept.push(error) })
    const broken = { ...record, data: { ...data, afterImage } }
    const next = { ...record, data: { ...data, offset: 3_218_100 } }
    await quiet(() => send([broken, next], fn))
    expect(kept).toEqual([expect.any(PermanentError)])
    expect(seen).toEqual([`${TOPIC}-0-3218100`])
  })

  it.each([
    [[{ ...record, data: null }]],
    [[{ ...record, data: { ...data, offset: null } }]],
    [[{ ...record, data: { ...data, topicPartition: 7 } }]],
    [[{ ...record, data: { ...data, operationType: undefined } }]],
  ])('refuses what has no place or operation: %j', async (native) => {
    await expect(handled(send, changes, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
