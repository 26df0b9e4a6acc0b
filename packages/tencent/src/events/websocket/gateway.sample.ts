import type { SocketEvent } from '@sampan/core'
import { dataBase64, dataText, type EventSample, onlyOne } from '@sampan/core/samples'
import type { ScfContext } from '../../native.ts'
import type { WebSocketEvent } from '../../native-events.ts'

/** API Gateway's WebSockets. The event's id and the function, which is its source, stand in the context. */
export const websocket: EventSample<SocketEvent> = {
  name: 'tencent.websocket',
  kind: 'websocket',
  native(events): WebSocketEvent {
    const { action, connectionId: secConnectionID, headers, data } = onlyOne(events, 'tencent.websocket')
    if (action === 'disconnect') return { websocket: { action: 'closing', secConnectionID } }
    if (action === 'message') {
      const bytes = data instanceof Uint8Array
      return {
        websocket: {
          action: 'data send',
          secConnectionID,
          dataType: bytes ? 'binary' : 'text',
          data: bytes ? dataBase64(data) : dataText(data),
        },
      }
    }
    const protocol = headers['sec-websocket-protocol']
    const extensions = headers['sec-websocket-extensions']
    return {
      requestContext: {
        serviceId: 'service-0a1b2c3d',
        path: '/chat',
        httpMethod: 'GET',
        requestId: '0b5a4e0c-0000-4000-8000-0000000000e2',
        identity: {},
        sourceIp: '203.0.113.20',
        stage: 'release',
        websocketEnable: true,
      },
      websocket: {
        action: 'connecting',
        secConnectionID,
        ...(protocol !== undefined && { secWebSocketProtocol: protocol }),
        ...(extensions !== undefined && { secWebSocketExtensions: extensions }),
      },
    }
  },
  context: ({ id, source }): ScfContext => ({ request_id: id, function_name: source }),
}
