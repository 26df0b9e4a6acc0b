import type { MessageEvent } from '@sampan/core'

/** How a cloud's reply names one message: its id or its place in a Kafka topic, as text. */
export function itemText(item: unknown): string {
  const { partition, offset } = (item ?? {}) as { partition?: unknown; offset?: unknown }
  return typeof item === 'string' ? item : `${String(partition)} ${String(offset)}`
}

/** The name of each event's message in the replies of Lambda, the one cloud that can be told of a part of a batch. */
export function itemsOf(native: unknown, decoded: readonly MessageEvent[]): readonly (string | undefined)[] {
  const { Records, records } = native as { Records?: Record[]; records?: { [place: string]: Record[] } }
  const items =
    Records === undefined
      ? Object.entries(records ?? {}).flatMap(([partition, list]) =>
          list.map(({ offset }) => itemText({ partition, offset })),
        )
      : Records.map(
          ({ messageId, kinesis, dynamodb }) =>
            messageId ?? kinesis?.sequenceNumber ?? dynamodb?.SequenceNumber,
        )
  // Adapters keep the order of the records, and samples write one for each event.
  return items.length === decoded.length ? items : decoded.map(() => undefined)
}

interface Record {
  readonly messageId?: string
  readonly kinesis?: { readonly sequenceNumber?: string }
  readonly dynamodb?: { readonly SequenceNumber?: string }
  readonly offset?: number
}
