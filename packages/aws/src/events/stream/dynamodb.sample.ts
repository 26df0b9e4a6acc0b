import { type RowChange, SampanError, type StreamEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import type { DynamoDbEvent, DynamoDbItem, DynamoDbRecord, DynamoDbValue } from '../../native-streams.ts'
import { ACCOUNT, REGION } from '../http/gateway.sample.ts'

const NAMES = new Map<string, DynamoDbRecord['eventName']>([
  ['insert', 'INSERT'],
  ['update', 'MODIFY'],
  ['delete', 'REMOVE'],
])

/** DynamoDB Streams. An event's partition is the label of the stream, and its data a `RowChange`. */
export const dynamodb: EventSample<StreamEvent> = {
  name: 'aws.dynamodb',
  kind: 'stream',
  native: (events): DynamoDbEvent => ({
    Records: events.map((event) => ({
      eventID: event.id,
      eventName: NAMES.get(event.type) ?? unfit('a change is insert, update or delete'),
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: REGION,
      dynamodb: changeOf(event, event.data as RowChange),
      eventSourceARN: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${event.stream}/stream/${event.partition}`,
    })),
  }),
}

function changeOf(
  { time, sequence }: StreamEvent,
  { keys, before, after }: RowChange,
): DynamoDbRecord['dynamodb'] {
  const images = {
    Keys: attributesOf(keys),
    ...(after !== undefined && { NewImage: attributesOf(after) }),
    ...(before !== undefined && { OldImage: attributesOf(before) }),
  }
  return {
    ...(time !== undefined && { ApproximateCreationDateTime: Date.parse(time) / 1000 }),
    ...images,
    SequenceNumber: sequence,
    SizeBytes: JSON.stringify(images).length,
    StreamViewType: viewOf(before, after),
  }
}

function viewOf(before: unknown, after: unknown): string {
  if (before !== undefined) return after !== undefined ? 'NEW_AND_OLD_IMAGES' : 'OLD_IMAGE'
  return after !== undefined ? 'NEW_IMAGE' : 'KEYS_ONLY'
}

function attributesOf(item: { readonly [column: string]: unknown }): DynamoDbItem {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attributeOf(value)]))
}

/** Lists are written as lists: what was a set is not known any more. */
function attributeOf(value: unknown): DynamoDbValue {
  if (value === null) return { NULL: true }
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'boolean') return { BOOL: value }
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value)))
    return { N: String(value) }
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') }
  if (Array.isArray(value)) return { L: value.map(attributeOf) }
  return typeof value === 'object'
    ? { M: attributesOf(value as { [column: string]: unknown }) }
    : unfit(`an item has no ${typeof value}`)
}

function unfit(why: string): never {
  throw new SampanError('SAMPAN_BAD_SAMPLE', `DynamoDB cannot carry this event: ${why}`)
}
