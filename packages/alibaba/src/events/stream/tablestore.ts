import type { RowChange, StreamEvent } from '@sampan/core'
import { badEvent, firstOf, type MessageCodec, recordsOf, timeOf } from '@sampan/core/adapter'
import type { TablestoreEvent, TablestoreRecord } from '../../native-streams.ts'
import { changeOf, keyCells } from './tablestore-row.ts'

const NAME = 'alibaba.tablestore'
const TYPES: ReadonlyMap<unknown, string> = new Map([
  // A put makes the row or replaces it, and which is not told; either way `after` is all of it, as of an insert.
  ['PutRow', 'insert'],
  ['UpdateRow', 'update'],
  ['DeleteRow', 'delete'],
])

/**
 * Tablestore. Which table is not in the event: `stream` is empty, so that names cannot tell two tables apart, and the
 * function that takes the event has to be the handler's only one for streams. Rows that share their first primary key
 * column, by which Tablestore partitions tables, are one partition and are handled in order.
 *
 * An update brings the changed columns alone; see `changeOf`. Nothing says what a row was before.
 * https://www.alibabacloud.com/help/en/functioncompute/fc/tablestore-triggers
 */
export const tablestore: MessageCodec<Uint8Array | TablestoreEvent, StreamEvent<RowChange>> = {
  name: NAME,
  kind: 'stream',
  match: (native) => (native instanceof Uint8Array ? isCbor(native) : isLogical(native)),
  async decode(native) {
    const event = native instanceof Uint8Array ? await read(native) : native
    const { createHash } = await import('node:crypto')
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24)
    return recordsOf<TablestoreRecord>(event?.Records, NAME).map((record) => {
      const streamed = streamEvent(record, hash)
      return { item: streamed.id, group: streamed.partition, event: streamed }
    })
  },
}

/** A map, of a size that is known or not, whose first key is one of the two that there are. */
function isCbor(bytes: Uint8Array): boolean {
  return /^[\xa0-\xbf][^]{0,10}?(?:Records|Version)/.test(String.fromCharCode(...bytes.subarray(0, 18)))
}

/** The same event in JSON, as consoles and documents write it, to try a function. */
function isLogical(native: any): boolean {
  return typeof native?.Version === 'string' && Array.isArray(firstOf(native.Records)?.PrimaryKey)
}

async function read(bytes: Uint8Array): Promise<TablestoreEvent> {
  const { fromCbor } = await import('./cbor.ts')
  try {
    return fromCbor(bytes) as TablestoreEvent
  } catch {
    // The library's error quotes what it read.
    return badEvent(NAME, 'it is no well-formed CBOR')
  }
}

function streamEvent(record: TablestoreRecord, hash: (text: string) => string): StreamEvent<RowChange> {
  const timestamp = record.Info?.Timestamp
  if (!Number.isSafeInteger(timestamp)) badEvent(NAME, 'a record has no timestamp')
  const keys = keyCells(record)
  return {
    kind: 'stream',
    // No two changes of a row have the same microsecond. Ids are logged, so the key's values are not in it.
    id: `${timestamp}-${hash(JSON.stringify(keys, plain))}`,
    source: 'acs:ots',
    type: TYPES.get(record.Type) ?? badEvent(NAME, 'a record has an unknown Type'),
    subject: undefined,
    time: timeOf(Math.floor(timestamp / 1000)),
    data: changeOf(record, keys),
    stream: '',
    partition: textOf(keys[0][1]),
    sequence: String(timestamp),
    key: undefined,
    native: record,
  }
}

function plain(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value)
}
