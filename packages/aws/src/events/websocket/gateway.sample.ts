import type { SocketEvent } from '@sampan/core'
import { dataText, type EventSample, onlyOne } from '@sampan/core/samples'
import type { WebSocketEvent } from '../../native-events.ts'
import { EPOCH } from '../http/gateway.sample.ts'

/** A WebSocket API of API Gateway. A message travels as text; only the handshake has headers and a query. */
export const websocket: EventSample<SocketEvent> = {
  name: 'aws.websocket',
  kind: 'websocket',
  native(events): WebSocketEvent {
    const event = onlyOne(events, 'aws.websocket')
    const { action } = event
    if (action === 'connect')
      return { ...handshake(event), requestContext: contextOf(event), isBase64Encoded: false }
    const body = action === 'message' ? { body: dataText(event.data) } : {}
    return { requestContext: contextOf(event), ...body, isBase64Encoded: false }
  },
}

function handshake({ headers, query }: SocketEvent): Partial<WebSocketEvent> {
  const some = Object.keys(query).length > 0
  return {
    headers,
    multiValueHeaders: lists(headers),
    // The gateway leaves out what there is none of.
    ...(some && { queryStringParameters: query, multiValueQueryStringParameters: lists(query) }),
  }
}

function contextOf(event: SocketEvent): WebSocketEvent['requestContext'] {
  const { id, source, action, connectionId, route, time } = event
  const [domainName = '', stage = ''] = source.replace('wss://', '').split('/')
  const at = time === undefined ? EPOCH : Date.parse(time)
  return {
    routeKey: route ?? (action === 'message' ? '$default' : `$${action}`),
    ...(action === 'message' && { messageId: `${id}M` }),
    ...(action === 'disconnect' && { disconnectStatusCode: 1001, disconnectReason: 'Going away' }),
    eventType: action.toUpperCase() as Uppercase<typeof action>,
    extendedRequestId: id,
    requestTime: clfTime(new Date(at)),
    messageDirection: 'IN',
    stage,
    connectedAt: EPOCH,
    requestTimeEpoch: at,
    identity: { userAgent: 'Mozilla/5.0', sourceIp: '203.0.113.10' },
    requestId: id,
    domainName,
    connectionId,
    apiId: domainName.split('.')[0]!,
  }
}

function lists(map: { readonly [name: string]: string }): { [name: string]: string[] } {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, [value]]))
}

/** As access logs write it: `23/Nov/2026:00:00:00 +0000`. */
function clfTime(date: Date): string {
  const [, day, month, year, time] = date.toUTCString().split(' ')
  return `${day}/${month}/${year}:${time} +0000`
}
