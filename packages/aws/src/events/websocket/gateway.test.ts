import { HttpError, http, on, type SocketEvent, websocket as sockets } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, names, textData, times } from '../../../../../test/support/events.ts'
import { lambda } from '../../index.ts'
import { nativeContext, quiet, send } from '../../../test/support.ts'
import { websocket } from '../../samples.ts'

const requestContext = {
  routeKey: '$connect',
  eventType: 'CONNECT',
  extendedRequestId: 'UkM3QGzLjoEFZ7w=',
  requestTime: '23/Nov/2026:09:00:00 +0000',
  messageDirection: 'IN',
  stage: 'live',
  connectedAt: 1_795_424_400_000,
  requestTimeEpoch: 1_795_424_400_017,
  identity: { userAgent: 'curl/8.9.1', sourceIp: '198.51.100.7' },
  requestId: 'UkM3QGzLjoEFZ7w=',
  domainName: 'k3x9.execute-api.eu-north-1.amazonaws.com',
  connectionId: 'UkM3QcWvDoECHzA=',
  apiId: 'k3x9',
}

const connect = {
  headers: { Host: 'k3x9.execute-api.eu-north-1.amazonaws.com', 'X-Tag': 'two', Cookie: 'a=1' },
  multiValueHeaders: {
    Host: ['k3x9.execute-api.eu-north-1.amazonaws.com'],
    'X-Tag': ['one', 'two'],
    Cookie: ['a=1'],
  },
  queryStringParameters: { Room: '2' },
  multiValueQueryStringParameters: { Room: ['1', '2'] },
  requestContext,
  isBase64Encoded: false,
}

const message = {
  requestContext: {
    ...requestContext,
    routeKey: 'say',
    eventType: 'MESSAGE',
    messageId: 'UkM3UfoNjoECHzA=',
    requestId: 'UkM3UHw5joEF9pA=',
    extendedRequestId: 'UkM3UHw5joEF9pA=',
  },
  body: '{"action":"say","text":"ahoy"}',
  isBase64Encoded: false,
}

const disconnect = {
  requestContext: { ...requestContext, eventType: 'DISCONNECT', routeKey: '$disconnect', requestId: 'bye' },
  isBase64Encoded: false,
}

const answer = (native: unknown, handler: (event: SocketEvent) => unknown): Promise<unknown> =>
  lambda(on(sockets(), handler))(native, nativeContext())

const refuse = (): never => {
  throw new HttpError(403, 'not today')
}
const fail = (): never => {
  throw new TypeError('broken')
}

describe('WebSocket APIs', () => {
  it('reads a connection', async () => {
    const { events, result } = await handled(send, sockets(), connect)
    expect(events).toEqual([
      {
        kind: 'websocket',
        id: 'UkM3QGzLjoEFZ7w=',
        source: 'wss://k3x9.execute-api.eu-north-1.amazonaws.com/live',
        type: 'connect',
        subject: undefined,
        time: '2026-11-23T09:00:00.017Z',
        data: undefined,
        action: 'connect',
        connectionId: 'UkM3QcWvDoECHzA=',
        route: '$connect',
        headers: {
          host: 'k3x9.execute-api.eu-north-1.amazonaws.com',
          'x-tag': 'one, two',
          cookie: 'a=1',
        },
        query: { Room: '1,2' },
      },
    ])
    expect(result).toEqual({ statusCode: 200 })
  })

  it('reads a message', async () => {
    const { events } = await handled(send, sockets(), message)
    expect(events).toEqual([
      {
        kind: 'websocket',
        id: 'UkM3UHw5joEF9pA=',
        source: 'wss://k3x9.execute-api.eu-north-1.amazonaws.com/live',
        type: 'message',
        subject: undefined,
        time: '2026-11-23T09:00:00.017Z',
        data: { action: 'say', text: 'ahoy' },
        action: 'message',
        connectionId: 'UkM3QcWvDoECHzA=',
        route: 'say',
        headers: {},
        query: {},
      },
    ])
  })

  it('carries any event there and back', async () => {
    const maps = check.dictionary(
      names.map((name) => name.toLowerCase()),
      names,
    )
    const events = check
      .record({
        id: ids,
        connectionId: ids,
        host: names,
        time: times,
        what: check.oneof(
          check.record({
            action: check.constant('connect'),
            route: check.constant('$connect'),
            headers: maps,
            query: maps,
          }),
          check.record({ action: check.constant('message'), route: names, data: textData }),
          check.record({ action: check.constant('disconnect'), route: check.constant('$disconnect') }),
        ),
      })
      .map(({ host, what, ...event }) => ({
        kind: 'websocket',
        subject: undefined,
        source: `wss://${host}.execute-api.eu-west-1.amazonaws.com/live`,
        type: what.action,
        headers: {},
        query: {},
        ...what,
        ...event,
      }))
    await carriesEvents(send, sockets(), websocket, events, { batch: false })
  })

  it('decodes a body that the gateway encoded', async () => {
    const { events } = await handled(send, sockets(), { ...message, body: 'AAEC', isBase64Encoded: true })
    expect(events).toEqual([expect.objectContaining({ data: new Uint8Array([0, 1, 2]) })])
  })

  it.each<[unknown, unknown, object]>([
    ['nothing', undefined, { statusCode: 200 }],
    ['text', 'aye', { statusCode: 200, body: 'aye' }],
    ['a value', { ok: true }, { statusCode: 200, body: '{"ok":true}' }],
    ['bytes', new Uint8Array([0, 1, 2]), { statusCode: 200, body: 'AAEC' }],
  ])('answers a message with %s', async (_, result, reply) => {
    expect(await answer(message, () => result)).toEqual(reply)
  })

  it('answers nothing when a client comes or goes', async () => {
    for (const native of [connect, disconnect]) {
      expect(await answer(native, () => ({ secret: 1 }))).toEqual({ statusCode: 200 })
    }
  })

  it('refuses a connection by an HttpError, with its status', async () => {
    expect(await answer(connect, refuse)).toEqual({ statusCode: 403 })
    await expect(answer(message, refuse)).rejects.toThrow('not today')
    await expect(answer(disconnect, refuse)).rejects.toThrow('not today')
  })

  it('fails the invocation by any other error, which refuses a connection too', async () => {
    for (const native of [connect, message, disconnect]) {
      await expect(answer(native, fail)).rejects.toThrow(new TypeError('broken'))
    }
  })

  it('never reaches http(), whatever else of a request the event has', async () => {
    const both = { ...connect, httpMethod: 'GET', path: '/', resource: '/', body: null }
    await expect(lambda(on(http(), () => 'in'))(both, nativeContext())).rejects.toMatchObject({
      code: 'SAMPAN_UNKNOWN_EVENT',
    })
    expect((await handled(send, sockets(), both)).events).toHaveLength(1)
  })

  it('leaves the events of authorizers alone', async () => {
    const asked = {
      ...connect,
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:eu-north-1:1:k3x9/live/$connect',
    }
    await expect(handled(send, sockets(), asked)).rejects.toMatchObject({ code: 'SAMPAN_UNKNOWN_EVENT' })
  })

  it.each([
    [
      {
        headers: null,
        multiValueHeaders: null,
        queryStringParameters: 4,
        multiValueQueryStringParameters: [],
      },
    ],
    [{ headers: { a: 1, b: null }, multiValueHeaders: { c: [null, {}], d: 7 }, queryStringParameters: 'x' }],
  ])('has no headers and no query where %j are none', async (over) => {
    const maps = { multiValueQueryStringParameters: null, ...over }
    const context = { ...requestContext, domainName: 7, stage: null, requestTimeEpoch: {}, routeKey: [] }
    const { events } = await handled(send, sockets(), { ...connect, ...maps, requestContext: context })
    expect(events).toEqual([
      expect.objectContaining({ headers: {}, source: 'wss://localhost', route: undefined, time: undefined }),
    ])
  })

  it('keeps names of every spelling to themselves', async () => {
    const native = JSON.parse(
      JSON.stringify({ ...connect, headers: 0, multiValueHeaders: 0 }).replace(
        '"headers":0',
        '"headers":{"__proto__":"x","constructor":"y"}',
      ),
    ) as unknown
    const { events } = await handled(send, sockets(), native)
    expect(Object.keys(events[0].headers)).toEqual(['__proto__', 'constructor'])
  })

  it('refuses an event without a request id', async () => {
    const broken = { ...message, requestContext: { ...message.requestContext, requestId: null } }
    await quiet(async () => {
      await expect(handled(send, sockets(), broken)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
    })
  })
})
