import type { BusEvent } from '@sampan/core'
import { cloudEventOf, firstOf, type MessageCodec, needText, recordsOf, timeOf } from '@sampan/core/adapter'
import type { CmqEvent, CmqRecord } from '../../native-events.ts'
import { bodyData, idOf } from '../field.ts'

/** Topics of CMQ, and of TDMQ-CMQ after it. They are asynchronous: what fails is retried whole. */
export const cmq: MessageCodec<CmqEvent, BusEvent> = {
  name: 'tencent.cmq',
  kind: 'bus',
  match: (native) => firstOf(native?.Records)?.CMQ != null,
  decode: ({ Records }) =>
    recordsOf<CmqRecord>(Records, 'tencent.cmq').map((record) => {
      const [message] = recordsOf<CmqRecord['CMQ']>([record.CMQ], 'tencent.cmq') as [CmqRecord['CMQ']]
      return { item: needText(message, 'msgId', 'tencent.cmq'), event: busEvent(message, record) }
    }),
}

/** A message that is a CloudEvent itself is that event. The sender's tags have no neutral field, and stay on `native`. */
function busEvent(message: CmqRecord['CMQ'], native: CmqRecord): BusEvent {
  const topic = needText(message, 'topicName', 'tencent.cmq')
  const owner = idOf(message.topicOwner)
  const data = bodyData(message.msgBody)
  return {
    kind: 'bus',
    id: needText(message, 'msgId', 'tencent.cmq'),
    source: owner === undefined ? topic : `${owner}/${topic}`,
    type: 'message',
    subject: undefined,
    time: timeOf(message.publishTime),
    data,
    ...cloudEventOf(data),
    bus: topic,
    native,
  }
}
