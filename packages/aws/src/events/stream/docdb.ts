import type { RowChange, StreamEvent } from '@sampan/core'
import { asText, type MessageCodec, needText, recordsOf, timeOfSeconds } from '@sampan/core/adapter'
import type { DocumentDbChange, DocumentDbEvent } from '../../native-streams.ts'
import { needObject } from './record.ts'

const NAME = 'aws.docdb'
/** A replacement leaves another document under the same key. */
const TYPES: ReadonlyMap<unknown, string> = new Map([
  ['insert', 'insert'],
  ['update', 'update'],
  ['replace', 'update'],
  ['delete', 'delete'],
])

/**
 * Change streams of Amazon DocumentDB. Lambda reads a change stream in order and as one: there is one partition, `0`.
 * Lambda cannot be told of a part of the batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
 */
export const docdb: MessageCodec<DocumentDbEvent, StreamEvent> = {
  name: NAME,
  kind: 'stream',
  match: (native) => native?.eventSource === 'aws:docdb',
  decode: ({ events, eventSourceArn }) =>
    recordsOf<DocumentDbEvent['events'][number]>(events, NAME).map((record) => {
      const change: DocumentDbChange = needObject(record.event, 'event', NAME)
      const event = streamEvent(change, asText(eventSourceArn) ?? '', record)
      return { item: event.sequence, group: event.partition, event }
    }),
}

/** The resume token is the change's id and its position. What is no change of a document, such as `drop`, has no data. */
function streamEvent(change: DocumentDbChange, source: string, native: unknown): StreamEvent {
  const { ns, clusterTime } = change
  const token = needText(needObject(change._id, 'resume token', NAME), '_data', NAME)
  const operation = needText(change, 'operationType', NAME)
  const type = TYPES.get(operation)
  return {
    kind: 'stream',
    id: token,
    source,
    type: type ?? operation,
    // A mapping may watch several databases, whose collections are called the same.
    subject: [asText(ns?.db), asText(ns?.coll)].filter((name) => name !== undefined).join('.') || undefined,
    time: timeOfSeconds(clusterTime?.$timestamp?.t),
    data: type === undefined ? undefined : rowChange(change),
    stream: asText(ns?.coll) ?? '',
    partition: '0',
    sequence: token,
    key: undefined,
    native,
  }
}

/**
 * Documents stay MongoDB Extended JSON, as `{ "$oid": "…" }`: JSON has no other form for their types. A document after
 * an update is only there where the mapping asks for it (FullDocument: UpdateLookup); UNSURE is the one before, which
 * MongoDB calls `fullDocumentBeforeChange`.
 */
function rowChange({ documentKey, fullDocument, fullDocumentBeforeChange }: DocumentDbChange): RowChange {
  return {
    keys: documentOf(documentKey) ?? {},
    before: documentOf(fullDocumentBeforeChange),
    after: documentOf(fullDocument),
  }
}

function documentOf(document: unknown): RowChange['after'] {
  return typeof document === 'object' && document !== null && !Array.isArray(document)
    ? (document as RowChange['after'])
    : undefined
}
