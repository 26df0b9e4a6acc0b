import { any, on, task } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, jsonValues, names, times } from '../../../../../test/support/events.ts'
import { send, wire } from '../../../test/support.ts'
import { dueros } from '../../samples.ts'

const native = {
  version: '2.0',
  session: { new: false, sessionId: '2f9a7c10', attributes: { step: '2' } },
  context: {
    System: {
      user: { userId: 'user-0001', accessToken: 'token-0001' },
      application: { applicationId: 'tide_tables' },
      device: { deviceId: 'device-0001', supportedInterfaces: { VoiceInput: {} } },
    },
  },
  request: {
    type: 'IntentRequest',
    requestId: 'r-0001',
    timestamp: '1795392000',
    query: { type: 'TEXT', original: '今天几点涨潮' },
    intents: [{ name: 'tide.ask', confirmationStatus: 'NONE', slots: {} }],
  },
}

const answer = { version: '2.0', response: { outputSpeech: { type: 'PlainText', text: '九点' } } }

/** An event that has no request of its own. */
const bare = { kind: 'any', data: undefined, native: undefined } as const

describe('DuerOS', () => {
  it('reads a request, and hands back the answer as it is', async () => {
    const { events, result } = await handled(send, any(), native, answer)
    expect(events).toEqual([
      {
        kind: 'any',
        id: 'r-0001',
        source: 'tide_tables',
        type: 'IntentRequest',
        subject: undefined,
        time: '2026-11-23T00:00:00.000Z',
        data: native,
      },
    ])
    expect(result).toEqual(answer)
  })

  it('carries any request there and back', async () => {
    const requests = check
      .record({ id: ids, source: names, type: names, time: times, more: jsonValues })
      .map(({ more, ...event }) => {
        const time = event.time.replace(/\.\d+Z$/, '.000Z')
        const opening = wire(dueros.native([{ ...bare, ...event, time }])) as typeof native
        // The sample's own opening, and one with more in it.
        const data = { ...opening, request: { ...opening.request, more } }
        return { kind: 'any', subject: undefined, ...event, time, data }
      })
    await carriesEvents(send, any(), dueros, requests, { batch: false })
  })

  it('opens a session where an event has no request of its own', async () => {
    const event = { id: 'r-7', source: 'tide_tables', type: 'LaunchRequest', time: '2026-11-23T00:00:00Z' }
    const { events } = await handled(send, any(), dueros.native([{ ...bare, ...event }]))
    expect(events).toMatchObject([{ ...event, time: '2026-11-23T00:00:00.000Z' }])
    expect(() => dueros.native([])).toThrow(expect.objectContaining({ code: 'SAMPAN_BAD_SAMPLE' }) as Error)
  })

  it('takes the call’s id and a name of its own where the request has none', async () => {
    const request = { version: 'v2.0', session: {}, context: null, request: { type: 'Display.Tapped' } }
    const { events } = await handled(send, any(), request)
    expect(events).toMatchObject([
      { id: 'f6000000-0000-4000-8000-0000000000b1', source: 'dueros', time: undefined },
    ])
  })

  it('is no direct call', async () => {
    await expect(handled(send, task('answer'), native)).rejects.toMatchObject({ code: 'SAMPAN_NO_FUNCTION' })
  })

  it('fails the invocation by the handler’s own error', async () => {
    const error = new Error('no')
    await expect(
      send(
        native,
        on(any(), () => Promise.reject(error)),
      ),
    ).rejects.toBe(error)
  })
})
