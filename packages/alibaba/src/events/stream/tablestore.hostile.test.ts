import { stream } from '@sampan/core'
import { encode } from 'cbor2/encoder'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { handled } from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { fromCbor } from './cbor.ts'

const orders = stream('orders')

const put = {
  Type: 'PutRow',
  Info: { Timestamp: 1_795_392_000_123_456 },
  PrimaryKey: [{ ColumnName: 'customer', Value: 'alice' }],
  Columns: [{ Type: 'Put', ColumnName: 'total', Value: 12.5, Timestamp: 1_795_392_000_123 }],
}
const whole = encode({ Version: 'Sync-v1', Records: [put] })

/** A map of one key, `Records`, and these bytes as its value. */
function records(...value: (Uint8Array | string)[]): Uint8Array {
  const parts = value.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part))
  return new Uint8Array(Buffer.concat([Buffer.from([0xa1]), encode('Records'), ...parts]))
}

function times(count: number, ...bytes: number[]): Uint8Array {
  return Uint8Array.from({ length: count * bytes.length }, (_, at) => bytes[at % bytes.length]!)
}

async function refused(native: unknown): Promise<string> {
  const error: Error & { code?: string } = await handled(send, orders, native).then(
    () => expect.fail('it was taken'),
    (reason) => reason,
  )
  expect(error.code).toBe('SAMPAN_BAD_EVENT')
  return error.message
}

describe('Tablestore, hostile', () => {
  it('refuses an event that is cut off, wherever', async () => {
    for (let end = 10; end < whole.length; end++) {
      expect(await refused(whole.subarray(0, end))).toContain('no well-formed CBOR')
    }
  })

  it.each([
    ['more behind it', Buffer.concat([whole, Buffer.from([0])])],
    ['lists in lists', records(times(100_000, 0x81), '00')],
    ['lists without an end', records(times(100_000, 0x9f))],
    ['maps in maps', records(times(100_000, 0xa1, 0x61, 0x61), '00')],
    ['tags on tags', records(times(100_000, 0xc1), '00')],
    ['a list of 2^32 elements', records('9affffffff00')],
    ['a list of 2^63 elements', records('9b7fffffffffffffff')],
    ['a map of 2^53 keys', records('bb001fffffffffffff')],
    ['text of 2^53 bytes', records('7b001fffffffffffff61')],
    ['bytes of 2^32 bytes', records('5affffffff00')],
    ['a key twice', twice()],
    ['a break where a value belongs', records('81a16161ff')],
    ['text that is no UTF-8', records('8161ff')],
    ['a tag for a list', records('c180')],
    ['a number for a list', records('01')],
    ['numbers as keys', records('81a10102')],
    ['no rows', records('8180')],
  ])('refuses %s at once', async (_name, native) => {
    const start = performance.now()
    await refused(new Uint8Array(native))
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it.each([
    ['no timestamp', { ...put, Info: {} }],
    ['a timestamp that is an object', { ...put, Info: { Timestamp: { valueOf: 1, toString: 1 } } }],
    ['no primary key', { ...put, PrimaryKey: [] }],
    ['a key without a value', { ...put, PrimaryKey: [{ ColumnName: 'customer', Value: null }] }],
    ['a column without a name', { ...put, Columns: [{ ...put.Columns[0], ColumnName: '' }] }],
    ['a column that is a map', { ...put, Columns: [{ ...put.Columns[0], Value: { secret: 1 } }] }],
    ['a column of an unknown type', { ...put, Columns: [{ ...put.Columns[0], Type: 'Grow' }] }],
    ['an unknown type', { ...put, Type: 'TruncateTable' }],
  ])('refuses a row with %s', async (_name, row) => {
    expect(await refused(encode({ Version: 'Sync-v1', Records: [row] }))).not.toMatch(
      /alice|secret|Grow|Truncate/,
    )
  })

  it('keeps what it read out of its message', async () => {
    expect(await refused(twice())).toBe(
      'The alibaba.tablestore event cannot be read: it is no well-formed CBOR',
    )
  })

  it('has columns of any name as own properties', async () => {
    const Columns = ['__proto__', 'constructor', 'toString'].map((ColumnName) => ({
      ...put.Columns[0],
      ColumnName,
    }))
    const { events } = await handled(
      send,
      orders,
      encode({ Version: 'Sync-v1', Records: [{ ...put, Columns }] }),
    )
    const { after } = events[0].data
    expect(Object.keys(after)).toEqual(['customer', '__proto__', 'constructor', 'toString'])
    expect(Object.values(after)).toEqual(['alice', 12.5, 12.5, 12.5])
    expect(({} as { admin?: unknown }).admin).toBeUndefined()
  })

  it('has a key "__proto__" of a map as its own', () => {
    const value = fromCbor(Buffer.from('a1695f5f70726f746f5f5fa16561646d696ef5', 'hex')) as object
    expect(Object.keys(value)).toEqual(['__proto__'])
    expect('admin' in value).toBe(false)
  })

  it('reads lists, maps and texts of indefinite length, and integers that are longer than they need be', () => {
    const native =
      'bf6756657273696f6e7f6453796e63632d7631ff675265636f7264739f1b00000000000000071a00000001ffff'
    expect(fromCbor(Buffer.from(native, 'hex'))).toEqual({ Version: 'Sync-v1', Records: [7, 1] })
  })

  it('is read, or refused with a code, whatever bytes are changed', { timeout: 30_000 }, async () => {
    const changes = check.array(check.tuple(check.nat(whole.length - 1), check.nat(255)), {
      minLength: 1,
      maxLength: 4,
    })
    let [taken, turnedDown] = [0, 0]
    await check.assert(
      check.asyncProperty(changes, async (list) => {
        const native = Uint8Array.from(whole)
        for (const [at, byte] of list) native[at] = byte
        await handled(send, orders, native).then(
          () => taken++,
          (error) => {
            turnedDown++
            // Bytes whose mark was changed are no event of Tablestore.
            expect(error.code).toMatch(/^SAMPAN_(?:BAD|UNKNOWN)_EVENT$/)
          },
        )
      }),
      { numRuns: 2000 },
    )
    expect(Math.min(taken, turnedDown)).toBeGreaterThan(50)
  })
})

function twice(): Uint8Array {
  return Buffer.concat([
    Buffer.from([0xa2]),
    encode('Records'),
    Buffer.from([0x80]),
    encode('Records'),
    Buffer.from([0x80]),
  ])
}
