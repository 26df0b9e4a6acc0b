import type { StreamEvent } from '@sampan/core'
import { badEvent, type MessageCodec, recordsOf, timeOf } from '@sampan/core/adapter'
import type { CkafkaMessage, EventBridgeEvent } from '../../native-events.ts'
import { eventsOf, firstEvent, isBusShape } from '../bus/eventbridge.ts'
import { messageEvent } from './ckafka.ts'

const NAME = 'tencent.ckafka-eventbridge'
/** By revision of the documentation. */
const TYPES: ReadonlySet<string> = new Set(['connector:ckafka', 'connector:kafka'])

/** CKafka through EventBridge's connector. A function on a bus gets the same records as events of that type. */
export const ckafkaConnector: MessageCodec<unknown, StreamEvent> = {
  name: NAME,
  kind: 'stream',
  match: (native) => isRecord(firstEvent(native)),
  decode: (native) =>
    eventsOf<CkafkaMessage>(native, NAME).map((one) => {
      if (!isRecord(one)) badEvent(NAME, 'one of a batch is no record')
      const [message] = recordsOf<CkafkaMessage>([one.data], NAME) as [CkafkaMessage]
      const event = { ...messageEvent(message, one, NAME), time: timeOf(one.time) }
      return { item: event.id, group: `${event.stream}-${event.partition}`, event }
    }),
}

function isRecord(one: unknown): one is EventBridgeEvent<CkafkaMessage> {
  return isBusShape(one) && TYPES.has(one.type)
}
