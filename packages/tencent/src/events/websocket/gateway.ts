import { HttpError, type SocketAction, type SocketEvent } from '@sampan/core'
import {
  asText,
  badEvent,
  base64Data,
  BareRecord,
  type CallCodec,
  type Context,
  needText,
} from '@sampan/core/adapter'
import type { WebSocketEvent, WebSocketReply } from '../../native-events.ts'
import { bodyData } from '../field.ts'

const ACTIONS: { readonly [action in WebSocketEvent['websocket']['action']]: SocketAction } = {
  connecting: 'connect',
  'data send': 'message',
  closing: 'disconnect',
}

/**
 * API Gateway's WebSockets. Only a handshake has a reply; messages to the client go to the gateway's reverse push URL,
 * which no event names.
 */
export const websocket: CallCodec<WebSocketEvent, SocketEvent> = {
  name: 'tencent.websocket',
  kind: 'websocket',
  match: (native) => typeof native?.websocket?.action === 'string',
  decode: socketEvent,
  encode: (_, event) => (event.action === 'connect' ? accepted(event) : undefined),
  fail(error, event) {
    // Any other error fails the invocation: so it is logged and counted, and what the gateway gets has no errNo of 0.
    if (event.action !== 'connect' || !(error instanceof HttpError)) throw error
    return { errNo: error.status, errMsg: error.message } satisfies WebSocketReply
  },
}

function socketEvent(native: WebSocketEvent, { requestId, functionName }: Context): SocketEvent {
  const { action: type } = native.websocket
  const action = Object.hasOwn(ACTIONS, type)
    ? ACTIONS[type]
    : badEvent('tencent.websocket', 'its action is unknown')
  return {
    kind: 'websocket',
    // Of the call: messages have no id of their own, and are not delivered again.
    id: requestId,
    // The gateway's service is named at the handshake only.
    source: functionName,
    type,
    subject: undefined,
    time: undefined,
    data: action === 'message' ? messageOf(native) : undefined,
    action,
    connectionId: needText(native.websocket, 'secConnectionID', 'tencent.websocket'),
    route: undefined,
    headers: headersOf(native),
    query: new BareRecord<string>(),
    native,
  }
}

function messageOf({ websocket: { dataType, data } }: WebSocketEvent): unknown {
  return dataType === 'binary' && typeof data === 'string' ? base64Data(data) : bodyData(data)
}

/** The handshake's headers as far as the payload has them. */
function headersOf({ websocket: { secWebSocketProtocol, secWebSocketExtensions } }: WebSocketEvent): {
  [name: string]: string
} {
  const headers = new BareRecord<string>()
  const protocol = asText(secWebSocketProtocol)
  const extensions = asText(secWebSocketExtensions)
  if (protocol !== undefined) headers['sec-websocket-protocol'] = protocol
  if (extensions !== undefined) headers['sec-websocket-extensions'] = extensions
  return headers
}

/**
 * Of several protocols the first, because a client that is given more than one closes the connection (RFC 6455, 4.1).
 * No extension is accepted: what they do to frames is the gateway's matter.
 */
function accepted({ connectionId, headers }: SocketEvent): WebSocketReply {
  const protocol = headers['sec-websocket-protocol']?.split(',')[0]!.trim()
  return {
    errNo: 0,
    errMsg: 'ok',
    websocket: {
      action: 'connecting',
      secConnectionID: connectionId,
      ...(protocol && { secWebSocketProtocol: protocol }),
    },
  }
}
