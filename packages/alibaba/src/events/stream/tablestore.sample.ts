import type { RowChange, StreamEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import { encode } from 'cbor2/encoder'
import type {
  TablestoreColumn,
  TablestoreEvent,
  TablestoreRecord,
  TablestoreValue,
} from '../../native-streams.ts'

const TYPES: { readonly [type: string]: TablestoreRecord['Type'] } = {
  insert: 'PutRow',
  update: 'UpdateRow',
  delete: 'DeleteRow',
}

/** Tablestore, as CBOR. An event's id is made from its keys and sequence when it is read; the sample cannot choose it. */
export const tablestore: EventSample<StreamEvent<RowChange>> = {
  name: 'alibaba.tablestore',
  kind: 'stream',
  native: (events): Uint8Array =>
    encode({ Version: 'Sync-v1', Records: events.map(recordOf) } satisfies TablestoreEvent),
}

function recordOf({ type, sequence, data }: StreamEvent<RowChange>): TablestoreRecord {
  const { keys, after } = data
  const timestamp = Number(sequence)
  return {
    Type: TYPES[type] ?? 'PutRow',
    Info: { Timestamp: timestamp },
    PrimaryKey: Object.entries(keys).map(([name, value]) => ({
      ColumnName: name,
      Value: value as TablestoreValue,
    })),
    Columns: Object.entries(after ?? {})
      .filter(([name]) => !Object.hasOwn(keys, name))
      .map(([name, value]) => columnOf(name, value, Math.floor(timestamp / 1000))),
  }
}

function columnOf(ColumnName: string, value: unknown, Timestamp: number): TablestoreColumn {
  return value === null
    ? { Type: 'DeleteAllVersions', ColumnName, Timestamp }
    : { Type: 'Put', ColumnName, Value: value as TablestoreValue, Timestamp }
}
