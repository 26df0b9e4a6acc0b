import type { BusEvent } from '@sampan/core'
import { cloudEventText, dataText, type EventSample } from '@sampan/core/samples'
import type { CmqEvent } from '../../native-events.ts'
import { APPID } from '../account.sample.ts'

/** A topic of CMQ. The source of a plain message is `<owner>/<topic>`; what is more than that goes as a CloudEvent. */
export const cmq: EventSample<BusEvent> = {
  name: 'tencent.cmq',
  kind: 'bus',
  native: (events): CmqEvent => ({
    Records: events.map((event) => {
      const { id, source, type, subject, time, data, bus = 'topic' } = event
      const owner = source.endsWith(`/${bus}`) ? source.slice(0, -bus.length - 1) : undefined
      const plain = owner !== undefined && type === 'message' && subject === undefined
      return {
        CMQ: {
          type: 'topic',
          topicOwner: (plain && owner) || APPID,
          topicName: bus,
          subscriptionName: 'shop-api',
          ...(time !== undefined && { publishTime: time }),
          msgId: id,
          requestId: id,
          msgBody: plain ? dataText(data) : cloudEventText(event),
          msgTag: '',
        },
      }
    }),
  }),
}
