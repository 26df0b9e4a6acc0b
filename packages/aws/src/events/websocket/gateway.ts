import { HttpError, type SocketAction, type SocketEvent } from '@sampan/core'
import {
  asText,
  BareRecord,
  base64Data,
  type CallCodec,
  isTrue,
  needText,
  textData,
  timeOf,
} from '@sampan/core/adapter'
import type { WebSocketEvent, WebSocketReply } from '../../native-events.ts'

const actions = new Map<unknown, SocketAction>([
  ['CONNECT', 'connect'],
  ['MESSAGE', 'message'],
  ['DISCONNECT', 'disconnect'],
])

/**
 * A WebSocket API of API Gateway. What a handler returns for a message goes back to its sender, where the route has a
 * route response: text as it is, bytes as base64, all else as JSON. An `HttpError` on connect refuses the client with
 * its status; every other error fails the invocation, by which a client that connects is refused with a 500 or 502.
 */
export const websocketApi: CallCodec<WebSocketEvent, SocketEvent> = {
  name: 'aws.websocket',
  kind: 'websocket',
  // The event of a REQUEST authorizer has the same fields and a type; a reply of ours to it would let nobody in.
  match: (native) =>
    typeof native?.requestContext?.connectionId === 'string' &&
    actions.has(native.requestContext.eventType) &&
    native.type == null,
  decode(native) {
    const { requestContext } = native
    const { eventType, connectionId, routeKey, domainName, stage, requestTimeEpoch } = requestContext
    const action = actions.get(eventType)!
    return {
      kind: 'websocket',
      id: needText(requestContext, 'requestId', 'aws.websocket'),
      source: `wss://${[asText(domainName) ?? 'localhost', asText(stage) ?? []].flat().join('/')}`,
      type: action,
      subject: undefined,
      time: timeOf(requestTimeEpoch),
      data: action === 'message' ? dataOf(native) : undefined,
      action,
      connectionId,
      route: asText(routeKey),
      headers: folded(native.multiValueHeaders, native.headers, (name) => name.toLowerCase(), ', '),
      // The HTTP APIs of the same gateway join repeated keys by a comma.
      query: folded(native.multiValueQueryStringParameters, native.queryStringParameters, String, ','),
      native,
    }
  },
  encode: (result, { action }) => ({ statusCode: 200, ...(action === 'message' && bodyFrom(result)) }),
  fail(error, { action }): WebSocketReply {
    if (action !== 'connect' || !(error instanceof HttpError)) throw error
    return { statusCode: error.status }
  },
}

function dataOf({ body, isBase64Encoded }: WebSocketEvent): unknown {
  const text = asText(body) ?? ''
  return isTrue(isBase64Encoded) ? base64Data(text) : textData(text)
}

/** Base64 is what an integration response of content handling CONVERT_TO_BINARY makes a binary frame of. */
function bodyFrom(result: unknown): { body?: string } {
  if (result === undefined || result === null) return {}
  if (result instanceof Uint8Array) return { body: Buffer.from(result).toString('base64') }
  return { body: typeof result === 'string' ? result : JSON.stringify(result) }
}

/** One text a name. The map of single values knows only the last of each, and has names that the other may lack. */
function folded(
  lists: unknown,
  singles: unknown,
  nameOf: (name: string) => string,
  by: string,
): { readonly [name: string]: string } {
  const texts = new BareRecord<string>()
  for (const map of [singles, lists]) {
    if (typeof map !== 'object' || map === null) continue
    for (const [name, value] of Object.entries(map)) {
      const values = [value].flat().filter((one): one is string => typeof one === 'string')
      if (values.length > 0) texts[nameOf(name)] = values.join(by)
    }
  }
  return texts
}
