import type { QueueEvent } from '@sampan/core'
import { asText, badEvent, type MessageCodec } from '@sampan/core/adapter'
import type { MqttData } from '../../native-streams.ts'
import { type Enveloped, envelopeTime, firstMessage, messagesOf } from '../envelope.ts'
import { bodyData, textsOf } from '../stream/fields.ts'

const NAME = 'alibaba.mqtt'

/**
 * ApsaraMQ for MQTT through EventBridge. The queue is the topic that was created in the console; the rest of the topic
 * that was published to is the attribute `secondTopic`. EventBridge documents RawData alone; CloudEvents are read too.
 *
 * RawData gives no id, and two messages may be alike in everything, as a sensor's often are. So a repetition cannot be
 * told from a second message: the id is the call's and the place in the batch, unique, and another one when EventBridge
 * calls again.
 */
export const mqtt: MessageCodec<unknown, QueueEvent> = {
  name: NAME,
  kind: 'queue',
  match: (native) => asText(firstMessage(native)?.data?.props?.firstTopic) !== undefined,
  decode: (native, { requestId }) =>
    messagesOf<MqttData>(native, NAME).map((message, at) => {
      const event = queueEvent(message, `${requestId}:${at}`)
      return { item: event.id, event }
    }),
}

function queueEvent({ envelope, data, native }: Enveloped<MqttData>, place: string): QueueEvent {
  const { firstTopic, ...attributes } = data?.props ?? {}
  const queue = asText(firstTopic) ?? badEvent(NAME, 'a message has no firstTopic')
  return {
    kind: 'queue',
    id: envelope?.id ?? place,
    source: asText(envelope?.subject) ?? envelope?.source ?? queue,
    type: 'message',
    subject: undefined,
    time: envelope && envelopeTime(envelope),
    data: bodyData(data.body),
    queue,
    attempt: 1,
    groupId: undefined,
    attributes: textsOf(attributes),
    native,
  }
}
