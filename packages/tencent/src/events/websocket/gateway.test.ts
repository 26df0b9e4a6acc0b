import { HttpError, on, PermanentError, websocket } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesData, carriesEvents, handled, ids, names } from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { websocket as sample } from '../../samples.ts'

const sockets = websocket()

const connecting = {
  requestContext: {
    serviceId: 'service-0a1b2c3d',
    path: '/chat',
    httpMethod: 'GET',
    requestId: 'c6af9ac6-0000-4000-8000-000000000001',
    identity: {},
    sourceIp: '203.0.113.20',
    stage: 'release',
    websocketEnable: true,
  },
  websocket: {
    action: 'connecting',
    secConnectionID: 'b2NlYW4=',
    secWebSocketProtocol: 'chat, binary',
    secWebSocketExtensions: 'permessage-deflate; client_max_window_bits',
  },
}
const sent = (dataType: unknown, data: unknown): object => ({
  websocket: { action: 'data send', secConnectionID: 'b2NlYW4=', dataType, data },
})
const closing = { websocket: { action: 'closing', secConnectionID: 'b2NlYW4=' } }

const event = {
  kind: 'websocket',
  id: '0b1c2d3e-0000-4000-8000-0000000000a1',
  source: 'shop-api',
  subject: undefined,
  time: undefined,
  data: undefined,
  connectionId: 'b2NlYW4=',
  route: undefined,
  headers: {},
  query: {},
}

describe('WebSockets of API Gateway', () => {
  it('reads a handshake, and accepts it with the first of its protocols', async () => {
    const { events, result } = await handled(send, sockets, connecting, 'ignored')
    expect(events).toEqual([
      {
        ...event,
        type: 'connecting',
        action: 'connect',
        headers: {
          'sec-websocket-protocol': 'chat, binary',
          'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits',
        },
      },
    ])
    expect(result).toEqual({
      errNo: 0,
      errMsg: 'ok',
      websocket: { action: 'connecting', secConnectionID: 'b2NlYW4=', secWebSocketProtocol: 'chat' },
    })
  })

  it('accepts a handshake without protocols', async () => {
    const native = { websocket: { action: 'connecting', secConnectionID: 'b2NlYW4=' } }
    expect((await handled(send, sockets, native)).result).toEqual({
      errNo: 0,
      errMsg: 'ok',
      websocket: { action: 'connecting', secConnectionID: 'b2NlYW4=' },
    })
  })

  it('reads a message, whose reply carries nothing', async () => {
    const { events, result } = await handled(send, sockets, sent('text', '{"say":"hi"}'), { echo: 'hi' })
    expect(events).toEqual([{ ...event, type: 'data send', action: 'message', data: { say: 'hi' } }])
    expect(result).toBeUndefined()
  })

  it('reads the end', async () => {
    const { events, result } = await handled(send, sockets, closing, 'ignored')
    expect(events).toEqual([{ ...event, type: 'closing', action: 'disconnect' }])
    expect(result).toBeUndefined()
  })

  it('carries any event there and back', async () => {
    // The id is the call's, the source the function's name; headers are those of the handshake that the payload has.
    const headers = check.record(
      { 'sec-websocket-protocol': names, 'sec-websocket-extensions': names },
      { requiredKeys: [] },
    )
    const common = { id: ids, source: names, connectionId: ids }
    const events = check
      .oneof(
        check
          .record({ ...common, headers })
          .map((one) => ({ type: 'connecting', action: 'connect', ...one })),
        check
          .record({ ...common, data: bytesData })
          .map((one) => ({ type: 'data send', action: 'message', ...one })),
        check.record(common).map((one) => ({ type: 'closing', action: 'disconnect', ...one })),
      )
      .map((one) => ({ ...event, ...one }))
    await carriesEvents(send, sockets, sample, events, { batch: false })
  })

  it.each([
    ['text', 'hello', new Uint8Array(Buffer.from('hello'))],
    ['text', 'AAEC', new Uint8Array(Buffer.from('AAEC'))],
    ['binary', 'AAEC', new Uint8Array([0, 1, 2])],
    ['binary', '', new Uint8Array()],
    [undefined, '[1]', [1]],
    ['text', undefined, undefined],
  ])('%s data %j is %j', async (dataType, data, expected) => {
    expect((await handled(send, sockets, sent(dataType, data))).events[0].data).toEqual(expected)
  })

  it('does not hand over binary data that is no base64', async () => {
    await expect(handled(send, sockets, sent('binary', 'AAE'))).rejects.toBeInstanceOf(PermanentError)
  })

  it('refuses a handshake by an HttpError', async () => {
    const fn = on(sockets, () => {
      throw new HttpError(401, 'sign in first')
    })
    expect(await send(connecting, fn)).toEqual({ errNo: 401, errMsg: 'sign in first' })
    for (const native of [sent('text', 'hi'), closing])
      await expect(send(native, fn)).rejects.toMatchObject({ status: 401 })
  })

  it('fails the invocation by any other error, which shows the client nothing', async () => {
    const error = new Error('secret')
    const fn = on(sockets, () => {
      throw error
    })
    for (const native of [connecting, sent('text', 'hi'), closing])
      await expect(send(native, fn)).rejects.toBe(error)
  })

  it.each([
    ['an action that is unknown', { websocket: { action: 'toString', secConnectionID: 'x' } }],
    ['no connection', { websocket: { action: 'closing' } }],
  ])('refuses an event with %s', async (_, native) => {
    await expect(handled(send, sockets, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
