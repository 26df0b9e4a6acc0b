import type { NativeEvent } from '@sampan/core'
import { type EventSample, onlyOne } from '@sampan/core/samples'
import type { DuerosRequest } from '../../native-events.ts'
import { dueros as codec } from './dueros.ts'

/** DuerOS: the event's own request, or one that opens a session where its data is none. */
export const dueros: EventSample<NativeEvent> = {
  name: 'baidu.dueros',
  kind: 'any',
  native: (events): DuerosRequest => {
    const event = onlyOne(events, 'baidu.dueros')
    return codec.match(event.data) ? (event.data as DuerosRequest) : opening(event)
  },
}

function opening({ id, source, type, time }: NativeEvent): DuerosRequest {
  return {
    version: '2.0',
    session: { new: true, sessionId: '2f9a7c10', attributes: {} },
    context: {
      System: {
        user: { userId: 'user-0001' },
        application: { applicationId: source },
        device: { deviceId: 'device-0001', supportedInterfaces: { VoiceInput: {}, VoiceOutput: {} } },
      },
    },
    request: {
      type,
      requestId: id,
      ...(time !== undefined && { timestamp: String(Math.floor(Date.parse(time) / 1000)) }),
    },
  }
}
