import { createHash } from 'node:crypto'
import { on, stream } from '@sampan/core'
import { encode } from 'cbor2/encoder'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, names } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import type { TablestoreValue } from '../../native-streams.ts'
import { tablestore as codec } from './tablestore.ts'
import { tablestore } from './tablestore.sample.ts'

const orders = stream('orders')

const put = {
  Type: 'PutRow',
  Info: { Timestamp: 1_795_392_000_123_456 },
  PrimaryKey: [
    { ColumnName: 'customer', Value: 'alice' },
    { ColumnName: 'order', Value: 1_506_416_585_881_590_901n },
  ],
  Columns: [
    { Type: 'Put', ColumnName: 'total', Value: 12.5, Timestamp: 1_795_392_000_123 },
    { Type: 'Put', ColumnName: 'paid', Value: false, Timestamp: 1_795_392_000_123 },
    { Type: 'Put', ColumnName: 'count', Value: 3, Timestamp: 1_795_392_000_123 },
    { Type: 'Put', ColumnName: 'seal', Value: new Uint8Array([0, 255]), Timestamp: 1_795_392_000_123 },
  ],
}

const keys = { customer: 'alice', order: 1_506_416_585_881_590_901n }
const event = {
  kind: 'stream',
  id: '1795392000123456-d21f3ef71833d4e8858c14d8',
  source: 'acs:ots',
  type: 'insert',
  subject: undefined,
  time: '2026-11-23T00:00:00.123Z',
  data: {
    keys,
    before: undefined,
    after: { ...keys, total: 12.5, paid: false, count: 3, seal: new Uint8Array([0, 255]) },
  },
  stream: '',
  partition: 'alice',
  sequence: '1795392000123456',
  key: undefined,
}

function cborOf(...Records: object[]): Uint8Array {
  return encode({ Version: 'Sync-v1', Records })
}

async function idsOf(...rows: object[]): Promise<Set<string>> {
  const { events } = await handled(send, orders, cborOf(...rows))
  return new Set(events.map(({ id }) => id))
}

/** What becomes of a row by an update of these columns. */
async function updated(...Columns: object[]): Promise<unknown> {
  const { events } = await handled(send, orders, cborOf({ ...put, Type: 'UpdateRow', Columns }))
  return events[0].data.after
}

/** CBOR's integers are numbers as far as they are safe, and BigInts beyond. A lone surrogate is no text of CBOR's. */
const keyValues = check.oneof(
  check.maxSafeInteger().map((n) => n + 0),
  check
    .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    .filter((n) => n > Number.MAX_SAFE_INTEGER || n < Number.MIN_SAFE_INTEGER),
  check.string({ unit: 'grapheme' }),
  check.uint8Array({ maxLength: 9 }),
)

/** Of rows whose first key has these values. */
function changes(first: check.Arbitrary<TablestoreValue>): check.Arbitrary<object> {
  return check
    .record({
      first,
      others: check.dictionary(names, keyValues, { maxKeys: 3 }),
      columns: check.dictionary(
        names,
        check.oneof(keyValues, check.boolean(), check.double(), check.constant(null)),
      ),
      type: check.constantFrom('insert', 'update', 'delete'),
      micros: check.integer({ min: 1e15, max: 2e15 }),
    })
    .map((one) => {
      const rowKeys = { customer: one.first, ...one.others }
      return {
        ...event,
        type: one.type,
        id: `${one.micros}-${hashOf(Object.entries(rowKeys))}`,
        time: new Date(Math.floor(one.micros / 1000)).toISOString(),
        data: {
          keys: rowKeys,
          before: undefined,
          after: one.type === 'delete' ? undefined : { ...one.columns, ...rowKeys },
        },
        partition:
          one.first instanceof Uint8Array ? Buffer.from(one.first).toString('base64') : String(one.first),
        sequence: String(one.micros),
      }
    })
}

function hashOf(cells: readonly unknown[]): string {
  const text = JSON.stringify(cells, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
  return createHash('sha256').update(text).digest('hex').slice(0, 24)
}

describe('Tablestore', () => {
  it('reads a row that was put', async () => {
    const { events, result } = await handled(send, orders, Buffer.from(cborOf(put)))
    expect(events).toEqual([event])
    expect(result).toBeUndefined()
    expect(events[0].data.after.seal.constructor).toBe(Uint8Array)
  })

  it('reads a row that was deleted', async () => {
    const { events } = await handled(send, orders, cborOf({ ...put, Type: 'DeleteRow', Columns: [] }))
    expect(events).toEqual([
      { ...event, type: 'delete', data: { keys, before: undefined, after: undefined } },
    ])
  })

  it('reads the changed columns of an update', async () => {
    const after = await updated(
      { Type: 'Put', ColumnName: 'total', Value: 13, Timestamp: 2 },
      { Type: 'DeleteAllVersions', ColumnName: 'note' },
      { Type: 'DeleteOneVersion', ColumnName: 'paid', Timestamp: 1 },
    )
    expect(after).toEqual({ ...keys, total: 13, note: null })
    expect(after).not.toHaveProperty('paid')
  })

  it('takes the newest of several versions, in whichever order', async () => {
    const [older, newer] = [1, 2].map((n) => ({ Type: 'Put', ColumnName: 'n', Value: n, Timestamp: n }))
    const wiped = { Type: 'DeleteAllVersions', ColumnName: 'n' }
    expect(await updated(older!, newer!)).toEqual({ ...keys, n: 2 })
    expect(await updated(newer!, older!)).toEqual({ ...keys, n: 2 })
    expect(await updated(wiped, newer!)).toEqual({ ...keys, n: 2 })
    expect(await updated(newer!, wiped)).toEqual({ ...keys, n: 2 })
  })

  it('reads the same event in JSON', async () => {
    const PrimaryKey = [{ ColumnName: 'customer', Value: 'alice' }]
    const native = { Version: 'Sync-v1', Records: [{ ...put, PrimaryKey, Columns: [put.Columns[0]] }] }
    const { events } = await handled(send, orders, native)
    expect(events).toEqual([
      {
        ...event,
        id: expect.stringMatching(/^1795392000123456-[\da-f]{24}$/),
        data: { keys: { customer: 'alice' }, before: undefined, after: { customer: 'alice', total: 12.5 } },
      },
    ])
  })

  it('has an id that a repetition has again, and no other row or change', async () => {
    const otherKey = { ...put, PrimaryKey: [{ ColumnName: 'customer', Value: 'bob' }] }
    const later = { ...put, Info: { Timestamp: put.Info.Timestamp + 1 } }
    const ids = await idsOf(put, otherKey, later)
    expect(ids.size).toBe(3)
    // A batch that is cut otherwise.
    expect(new Set([...(await idsOf(put)), ...(await idsOf(later, otherKey))])).toEqual(ids)
    expect([...ids].join(' ')).not.toMatch(/alice|bob/)
  })

  it('carries any change there and back', { timeout: 30_000 }, async () => {
    await carriesEvents(send, orders, tablestore, changes(keyValues), { batch: false })
    // Partitions are handled side by side; order is that of one.
    await carriesEvents(send, orders, tablestore, changes(check.constant('alice')))
  })

  it('keeps the order of a partition, and stops it at its first failure', async () => {
    const batch = [
      ['a', 1],
      ['b', 1],
      ['a', 2],
      ['a', 3],
    ].map(([name, at]) => ({
      ...put,
      Info: { Timestamp: put.Info.Timestamp + Number(at) },
      PrimaryKey: [{ ColumnName: 'customer', Value: name }],
    }))
    const seen: string[] = []
    const fn = on(orders, ({ partition, sequence }) => {
      seen.push(partition + sequence.at(-1))
      if (seen.at(-1) === 'a8') throw new Error('no')
    })
    await quiet(async () => {
      await expect(send(cborOf(...batch), fn)).rejects.toMatchObject({ code: 'SAMPAN_BATCH_FAILED' })
    })
    expect(seen.toSorted()).toEqual(['a7', 'a8', 'b7'])
  })

  it.each([
    ['text', Buffer.from('Records Version')],
    ['no bytes', new Uint8Array()],
    ['other CBOR', encode({ Rows: [] })],
    ['a list of CBOR', encode(['Records'])],
    ['JSON that is alike', { Version: 'Sync-v1', Records: [null] }],
  ])('does not take %s', (_name, native) => {
    expect(codec.match(native)).toBe(false)
  })
})
