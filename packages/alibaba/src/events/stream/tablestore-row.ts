import type { RowChange } from '@sampan/core'
import { asText, badEvent, BareRecord, recordsOf } from '@sampan/core/adapter'
import type { TablestoreColumn, TablestoreRecord, TablestoreValue } from '../../native-streams.ts'

const NAME = 'alibaba.tablestore'

type Cell = readonly [name: string, value: TablestoreValue]

/** The primary key's columns in their order; there is at least one. @throws SampanError SAMPAN_BAD_EVENT */
export function keyCells({ PrimaryKey }: TablestoreRecord): readonly [Cell, ...Cell[]] {
  const [first, ...rest] = recordsOf<TablestoreColumn>(PrimaryKey, NAME).map((column): Cell => {
    const value = column.Value
    return isValue(value) ? [nameOf(column), value] : badEvent(NAME, 'a primary key has no value')
  })
  return first === undefined ? badEvent(NAME, 'a record has no primary key') : [first, ...rest]
}

/**
 * `after` has the key's columns and those that were put; a deleted row has none. A column that was deleted is null, which
 * no column of Tablestore can be otherwise; where only one of its versions was deleted it is left out, because another
 * may stand behind it. Several versions that were put at once are the newest.
 */
export function changeOf(record: TablestoreRecord, keyColumns: readonly Cell[]): RowChange {
  const keys = new BareRecord<unknown>()
  for (const [name, value] of keyColumns) keys[name] = value
  const after = record.Type === 'DeleteRow' ? undefined : Object.assign(new BareRecord<unknown>(), keys)
  if (after !== undefined) putColumns(after, recordsOf<TablestoreColumn>(record.Columns ?? [], NAME))
  return { keys, before: undefined, after }
}

function putColumns(row: { [column: string]: unknown }, columns: readonly TablestoreColumn[]): void {
  const versions = new Map<string, number>()
  for (const column of columns) {
    const name = nameOf(column)
    const { Type, Value, Timestamp } = column
    if (Type === 'DeleteAllVersions') {
      if (!versions.has(name)) row[name] = null
    } else if (Type === 'Put') {
      if (!isValue(Value)) badEvent(NAME, 'a column has no value')
      const version = typeof Timestamp === 'number' ? Timestamp : 0
      if (version < (versions.get(name) ?? 0)) continue
      versions.set(name, version)
      row[name] = Value
    } else if (Type !== 'DeleteOneVersion') {
      badEvent(NAME, 'a column has an unknown Type')
    }
  }
}

function nameOf({ ColumnName }: TablestoreColumn): string {
  return asText(ColumnName) ?? badEvent(NAME, 'a column has no name')
}

/** CBOR has more kinds of values than Tablestore. */
function isValue(value: unknown): value is TablestoreValue {
  return /^(?:string|number|bigint|boolean)$/.test(typeof value) || value instanceof Uint8Array
}
