import type { QueueEvent } from '@sampan/core'
import { dataText, type EventSample } from '@sampan/core/samples'
import type { EventBridgeEvent, MnsQueueData } from '../../native-events.ts'
import { ACCOUNT, envelope, REGION } from '../envelope.sample.ts'

/** An MNS queue in mode event-streaming, its messages decoded from base64 by the trigger. */
export const mnsQueue: EventSample<QueueEvent> = {
  name: 'alibaba.mns-queue',
  kind: 'queue',
  native: (events): EventBridgeEvent<MnsQueueData>[] =>
    events.map(({ id, queue, time, data }) =>
      envelope(
        {
          id,
          source: `MNS-${queue}`,
          type: 'mns:Queue:SendMessage',
          subject: `acs:mns:${REGION}:${ACCOUNT}:queues/${queue}`,
          time,
          bus: `MNS-${queue}`,
        },
        { requestId: '66AA00010BADCAFE01234567', messageId: id, messageBody: dataText(data) },
      ),
    ),
}
