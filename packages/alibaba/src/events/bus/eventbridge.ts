import type { BusEvent } from '@sampan/core'
import { asText, badEvent, base64Data, type MessageCodec, textData, valueData } from '@sampan/core/adapter'
import type { EventBridgeEvent } from '../../native-events.ts'
import { type Enveloped, envelopeTime, firstMessage, messagesOf } from '../envelope.ts'

/** Messages that EventBridge took out of a queue or stream: they have codecs of their own, and no bus. */
const CARRIED = new Set([
  'mns:Queue:SendMessage',
  'mq:Topic:SendMessage',
  'amqp:Queue:SendMessage',
  'alikafka:Topic:Message',
  'dts:ConsumeMessage',
])

/** A rule of an EventBridge bus: events of the cloud's services, and whatever is put there. */
export const eventBridge: MessageCodec<unknown, BusEvent> = {
  name: 'alibaba.eventbridge',
  kind: 'bus',
  match: (native) => isBusEvent(native) && firstMessage(native)?.envelope?.specversion === '1.0',
  decode: (native) =>
    messagesOf(native, 'alibaba.eventbridge').map((message) => {
      const event = busEvent(message)
      return { item: event.id, event }
    }),
}

/** The same as it is written by hand to try a function, without `specversion`. The input of a task may look so, too. */
export const eventBridgeDraft: MessageCodec<unknown, BusEvent> = {
  ...eventBridge,
  name: 'alibaba.eventbridge-draft',
  last: true,
  match: isBusEvent,
}

function isBusEvent(native: unknown): boolean {
  const envelope = firstMessage(native)?.envelope
  return envelope !== undefined && !CARRIED.has(envelope.type)
}

function busEvent({ envelope, native }: Enveloped): BusEvent {
  if (envelope === undefined) badEvent('alibaba.eventbridge', 'a message is no CloudEvent')
  const { id, source, type, subject, aliyuneventbusname } = envelope
  return {
    kind: 'bus',
    id,
    source,
    type,
    subject: asText(subject),
    time: envelopeTime(envelope),
    data: dataOf(envelope),
    bus: asText(aliyuneventbusname),
    native,
  }
}

/** EventBridge documents JSON alone. UNSURE is what it makes of other content types, so both ways of CloudEvents are read. */
function dataOf({ data, data_base64: base64, datacontenttype }: EventBridgeEvent): unknown {
  if (typeof base64 === 'string') return base64Data(base64)
  const isText = typeof data === 'string' && typeof datacontenttype === 'string'
  return isText && !/\bjson\b/i.test(datacontenttype) ? textData(data) : valueData(data)
}
