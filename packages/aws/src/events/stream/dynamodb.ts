import type { RowChange, StreamEvent } from '@sampan/core'
import { PermanentError } from '@sampan/core'
import {
  asText,
  badEvent,
  firstOf,
  FlawedData,
  type MessageCodec,
  needText,
  recordsOf,
  timeOfSeconds,
} from '@sampan/core/adapter'
import type { DynamoDbEvent, DynamoDbRecord } from '../../native-streams.ts'
import { batchItemFailures } from '../failures.ts'
import { itemOf } from './attribute-value.ts'
import { jsonOf, needObject } from './record.ts'
import { isWindowOf, refuseWindow } from './window.ts'

const NAME = 'aws.dynamodb'
const TYPES: ReadonlyMap<unknown, string> = new Map([
  ['INSERT', 'insert'],
  ['MODIFY', 'update'],
  ['REMOVE', 'delete'],
])

/**
 * DynamoDB Streams. A batch is of one shard and in order, so all of it is one group; which shard is not in the payload,
 * and `partition` is the label of the stream instead: sequence numbers are unique within it, and a table whose stream is
 * made anew has another. Which of an item's keys is its partition key is not said either: `key` is undefined, and
 * `data.keys` has them all.
 */
export const dynamodb: MessageCodec<DynamoDbEvent, StreamEvent> = {
  name: NAME,
  kind: 'stream',
  match: (native) =>
    firstOf(native?.Records)?.eventSource === 'aws:dynamodb' || isWindowOf(native, 'dynamodb'),
  decode: (native) => {
    refuseWindow(native, NAME)
    return recordsOf<DynamoDbRecord>(native.Records, NAME).map((record) => {
      const event = streamEvent(record)
      return { item: event.sequence, group: 'shard', event }
    })
  },
  encode: batchItemFailures,
}

function streamEvent(record: DynamoDbRecord): StreamEvent {
  const change: DynamoDbRecord['dynamodb'] = needObject(record.dynamodb, 'dynamodb part', NAME)
  const source = asText(record.eventSourceARN) ?? ''
  return {
    kind: 'stream',
    id: needText(record, 'eventID', NAME),
    source,
    type: TYPES.get(record.eventName) ?? badEvent(NAME, 'a record has an unknown eventName'),
    subject: undefined,
    time: timeOfSeconds(change.ApproximateCreationDateTime),
    data: rowChange(change),
    stream: /:table\/([^/]+)/.exec(source)?.[1] ?? '',
    partition: /\/stream\/(.+)$/.exec(source)?.[1] ?? '',
    sequence: needText(change, 'SequenceNumber', NAME),
    key: undefined,
    native: record,
  }
}

/** The view type of the stream decides which images there are. */
function rowChange(change: DynamoDbRecord['dynamodb']): RowChange | FlawedData {
  const { Keys, OldImage, NewImage } = change
  try {
    return { keys: itemOf(Keys ?? {}), before: imageOf(OldImage), after: imageOf(NewImage) }
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error
    return new FlawedData(new TextEncoder().encode(jsonOf(change, NAME)), error)
  }
}

function imageOf(image: DynamoDbRecord['dynamodb']['NewImage']): RowChange['after'] {
  return image === undefined || image === null ? undefined : itemOf(image)
}
