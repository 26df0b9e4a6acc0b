import type { MessageEvent } from '@sampan/core'
import { dataBase64 } from '@sampan/core/samples'
import type { LogMessage } from '../native-events.ts'

/** Where a message stands, and the key it has: what a log adds to an event. */
export interface Place {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly key: string | Uint8Array | undefined
}

export function writeMessage(
  { time, data }: MessageEvent,
  { topic, partition, offset, key }: Place,
): LogMessage {
  return {
    Key: key === undefined ? '' : Buffer.from(key as string).toString('base64'),
    Value: data === undefined ? null : dataBase64(data),
    Topic: topic,
    Partition: partition,
    Offset: offset,
    ...(time !== undefined && { Timestamp: Date.parse(time) / 1000 }),
  }
}
