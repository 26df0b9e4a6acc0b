import { PermanentError, type RowChange, type StreamEvent } from '@sampan/core'
import {
  asText,
  BareRecord,
  FlawedData,
  type MessageCodec,
  needText,
  timeOfSeconds,
} from '@sampan/core/adapter'
import type { DtsData, DtsField, DtsImage, DtsSchema } from '../../native-streams.ts'
import { type Enveloped, envelopeTime, messagesOf } from '../envelope.ts'
import { cellValue } from './dts-cell.ts'
import { brings, jsonText } from './fields.ts'

const NAME = 'alibaba.dts'

/**
 * A DTS change tracking task through EventBridge. The stream is the task's topic, which has the changes of all tables
 * that are tracked; `subject` is the table: `shop.orders`. Of rows, `type` is insert, update or delete. EventBridge
 * passes on statements that change a table as well: those have type `ddl`, no keys and no images, and their statement
 * is on `event.native`. What else DTS might send (`begin`, `commit`, `heartbeat`) comes in the same way.
 *
 * Integers beyond 2^53 have lost their last digits when they come here, because the event is JSON.
 * https://www.alibabacloud.com/help/en/eventbridge/user-guide/dts
 */
export const dts: MessageCodec<unknown, StreamEvent> = {
  name: NAME,
  kind: 'stream',
  match: (native) => brings(native, 'dts:ConsumeMessage', isChange),
  decode: (native) =>
    messagesOf<DtsData>(native, NAME).map((message) => {
      const event = streamEvent(message)
      return { item: event.id, group: `${event.stream}-${event.partition}`, event }
    }),
}

/** RawData has no mark but its fields. */
function isChange({ operationType, topicPartition }: any): boolean {
  return typeof operationType === 'string' && typeof topicPartition?.topic === 'string'
}

function streamEvent({ envelope, data, native }: Enveloped<DtsData>): StreamEvent {
  const place = data?.topicPartition ?? {}
  const [stream, partition] = [needText(place, 'topic', NAME), needText(place, 'partition', NAME)]
  const sequence = needText(data, 'offset', NAME)
  return {
    kind: 'stream',
    // Not the envelope's: the position is the same however often the record is read.
    id: `${stream}-${partition}-${sequence}`,
    source: asText(envelope?.subject) ?? envelope?.source ?? stream,
    type: needText(data, 'operationType', NAME).toLowerCase(),
    subject: tableOf(data.schema),
    time: (envelope && envelopeTime(envelope)) ?? timeOfSeconds(data.sourceTimestamp),
    data: rowChange(data),
    stream,
    partition,
    sequence,
    key: undefined,
    native,
  }
}

function tableOf(schema: DtsData['schema']): string | undefined {
  const names = [asText(schema?.databaseName), asText(schema?.tableName)].filter((name) => name !== undefined)
  return names.length === 0 ? undefined : names.join('.')
}

function rowChange(data: DtsData): RowChange | FlawedData {
  if (!/^(?:INSERT|UPDATE|DELETE)$/i.test(data.operationType)) {
    return { keys: new BareRecord(), before: undefined, after: undefined }
  }
  try {
    const before = rowOf(data.beforeImage, data.schema)
    const after = rowOf(data.afterImage, data.schema)
    return { keys: keysOf(data, after ?? before ?? {}), before, after }
  } catch (error) {
    const why = error instanceof PermanentError ? error : unreadable()
    return new FlawedData(new TextEncoder().encode(jsonText(data)), why)
  }
}

function rowOf(image: DtsData['afterImage'], schema: DtsData['schema']): RowChange['after'] {
  if (image === undefined || image === null) return undefined
  const fields = fieldsOf(image, schema)
  const row = new BareRecord<unknown>()
  for (const [at, cell] of image.values.entries()) {
    row[fields[at]?.fieldName ?? unreadableAs('more values than fields')] = cellValue(cell)
  }
  return row
}

function fieldsOf({ recordSchema }: DtsImage, schema: DtsData['schema']): readonly DtsField[] {
  return (recordSchema ?? schema)?.recordFields ?? unreadableAs('no fields')
}

/** Of the row as it is after the change; of a deleted row as it was. A table without a primary key has none. */
function keysOf(
  { schema, afterImage, beforeImage }: DtsData,
  row: NonNullable<RowChange['after']>,
): RowChange['keys'] {
  const keys = new BareRecord<unknown>()
  for (const name of keyNames(schema ?? afterImage?.recordSchema ?? beforeImage?.recordSchema)) {
    if (Object.hasOwn(row, name)) keys[name] = row[name]
  }
  return keys
}

function keyNames(schema: DtsSchema | undefined): string[] {
  const marked = schema?.recordFields?.filter(({ isPrimaryKey }) => isPrimaryKey) ?? []
  return (schema?.primaryIndexInfo?.indexFields ?? marked).map(({ fieldName }) => fieldName)
}

function unreadableAs(why: string): never {
  throw new PermanentError(`A row of the change has ${why}`)
}

function unreadable(): PermanentError {
  return new PermanentError('The change is not of the form that DTS documents')
}
