import { asText, base64Data, fromBase64, needText, textOrBytes, timeOfSeconds } from '@sampan/core/adapter'
import type { LogMessage } from '../native-events.ts'

/** What messages of Kafka and RocketMQ have in common, read. */
export interface ReadMessage {
  readonly topic: string
  readonly partition: string
  readonly offset: string
  readonly key: string | Uint8Array | undefined
  readonly time: string | undefined
  readonly data: unknown
}

/** @throws SampanError SAMPAN_BAD_EVENT where it has no place in a log */
export function readMessage(message: LogMessage, codec: string): ReadMessage {
  return {
    topic: needText(message, 'Topic', codec),
    partition: needText(message, 'Partition', codec),
    offset: needText(message, 'Offset', codec),
    key: keyOf(asText(message.Key) ?? asText(message.key)),
    time: timeOfSeconds(message.Timestamp),
    // Without a value it is a tombstone, which is not the same as no bytes.
    data: typeof message.Value === 'string' ? base64Data(message.Value) : undefined,
  }
}

/**
 * Base64, as RocketMQ's page shows. UNSURE for Kafka, whose samples have no key: its `Value` is base64 in the same
 * envelope, so its key is taken for that too; what is no base64 stays as it is.
 */
function keyOf(key: string | undefined): string | Uint8Array | undefined {
  const bytes = key === undefined ? undefined : fromBase64(key)
  return bytes === undefined ? key : textOrBytes(bytes)
}
