import type { RowChange, StreamEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import type { EventBridgeEvent } from '../../native-events.ts'
import type { DtsCell, DtsData, DtsField, DtsImage, DtsSchema } from '../../native-streams.ts'
import { envelope } from '../envelope.sample.ts'

type Row = NonNullable<RowChange['after']>

/** A DTS change tracking task of MySQL: rows of numbers, text, bytes and null. */
export const dts: EventSample<StreamEvent<RowChange>> = {
  name: 'alibaba.dts',
  kind: 'stream',
  native: (events): EventBridgeEvent<DtsData>[] =>
    events.map((event) => {
      const { source, time, sequence } = event
      const id = `5d0a7c1be4f1425b9d3c000000000000-${sequence}`
      return envelope(
        { id, source: 'DTS-shop-trigger', type: 'dts:ConsumeMessage', subject: source, time },
        change(event),
      )
    }),
}

function change(event: StreamEvent<RowChange>): DtsData {
  const { stream, partition, sequence, time, type, data } = event
  const { before, after } = data
  return {
    id: Number(sequence) + 1,
    topicPartition: { hash: 0, partition: Number(partition), topic: stream },
    offset: Number(sequence),
    ...(time !== undefined && { sourceTimestamp: Math.floor(Date.parse(time) / 1000) }),
    operationType: type.toUpperCase(),
    schema: schemaOf(event, { ...before, ...after }),
    beforeImage: before && image(event, before),
    afterImage: after && image(event, after),
  }
}

function image(event: StreamEvent<RowChange>, row: Row): DtsImage & { size: number } {
  const values = Object.values(row).map(cell)
  return { recordSchema: schemaOf(event, row), values, size: values.length * 8 }
}

function schemaOf(
  { subject, data }: StreamEvent<RowChange>,
  row: Row,
): DtsSchema & { [more: string]: unknown } {
  const [database = '', table = ''] = (subject ?? '').split('.')
  const recordFields = Object.keys(row).map((name, at): DtsField => {
    const isText = typeof row[name] === 'string'
    const isPrimaryKey = Object.hasOwn(data.keys, name)
    return {
      fieldName: name,
      rawDataTypeNum: isText ? 253 : 8,
      isPrimaryKey,
      isUniqueKey: false,
      fieldPosition: at,
    }
  })
  return {
    recordFields,
    nameIndex: Object.fromEntries(recordFields.map((field) => [field.fieldName, field])),
    schemaId: `(${database},${database},${table})`,
    databaseName: database,
    tableName: table,
    primaryIndexInfo: {
      indexFields: recordFields.filter(({ isPrimaryKey }) => isPrimaryKey),
      indexType: 'PrimaryKey',
      cardinality: 0,
      nullable: true,
      isFirstUniqueIndex: false,
    },
    uniqueIndexInfo: [],
    foreignIndexInfo: [],
    normalIndexInfo: [],
    databaseInfo: { databaseType: 'MySQL', version: '8.0.36' },
    totalRows: 0,
  }
}

function cell(value: unknown): DtsCell {
  if (value === null) return null
  if (typeof value === 'string') return { data: buffer(Buffer.from(value)), charset: 'utf8mb4' }
  return { data: value instanceof Uint8Array ? buffer(value) : value }
}

/** Java's bytes are signed. */
function buffer(bytes: Uint8Array): object {
  const size = bytes.length
  const state = { isReadOnly: false, bigEndian: true, nativeByteOrder: false, mark: -1, address: 0 }
  return { hb: [...new Int8Array(bytes)], offset: 0, ...state, position: 0, limit: size, capacity: size }
}
