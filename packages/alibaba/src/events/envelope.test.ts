import { describe, expect, it } from 'vitest'
import { envelopeTime, firstMessage, firstType, lastName, messagesOf } from './envelope.ts'

const event = { id: 'e-1', source: 's', type: 't', data: { n: 1 } }
const message = { envelope: event, data: { n: 1 }, native: event }

describe('the messages of EventBridge', () => {
  it.each([
    ['one event', event],
    ['a list', [event]],
    ['a list of texts', [JSON.stringify(event)]],
  ])('are found in %s', (_what, native) => {
    expect(firstMessage(native)).toEqual(message)
    expect(firstType(native)).toBe('t')
    expect(messagesOf(native, 'x')).toEqual([message])
  })

  it.each([
    ['RawData', { n: 1 }],
    ['an id that is no text', { ...event, id: 7 }],
    ['a type that is empty', { ...event, type: '' }],
    ['no source', { ...event, source: undefined }],
  ])('have no envelope where there is %s', (_what, native) => {
    expect(firstMessage([native])).toEqual({ envelope: undefined, data: native, native })
    expect(firstType(native)).toBeUndefined()
  })

  it.each([null, undefined, 42, 'x', '{}', new Uint8Array(2), [], [null], ['x'], ['7'], [[]], [[event]]])(
    'are none in %j',
    (native) => {
      expect(firstMessage(native)).toBeUndefined()
      // Asked again, as the next codec would.
      expect(firstMessage(native)).toBeUndefined()
    },
  )

  it('must be objects, all of them', () => {
    for (const broken of [null, 7, 'x', '7', '[]'])
      expect(() => messagesOf([event, broken], 'alibaba.x')).toThrow(
        expect.objectContaining({
          code: 'SAMPAN_BAD_EVENT',
          message: 'The alibaba.x event cannot be read: message 1 is no object',
        }),
      )
  })
})

it.each([
  ['2026-03-01T08:09:10.9Z', '2026-03-01T08:09:10.9Z'],
  ['2026-03-01T16:09:10+08:00', '2026-03-01T08:09:10.000Z'],
  ['2026-03-01T16:09:10.149Asia/Shanghai', '2026-03-01T08:09:10.149Z'],
  ['2026-03-01T16:09:10.149PRC', '2026-03-01T08:09:10.149Z'],
  ['2026-03-01T16:09:10.149Mars/Base', undefined],
  [undefined, undefined],
])('the time %s is %s', (time, expected) => {
  expect(envelopeTime({ ...event, time } as never)).toBe(expected)
})

it.each([
  ['acs:mns:cn-hangzhou:1:queues/orders', 'orders'],
  ['acs:alikafka:alikafka_x:topic:news', 'news'],
  ['orders', 'orders'],
  ['', ''],
  [undefined, ''],
  [7, ''],
])('the name of %j is "%s"', (resource, name) => {
  expect(lastName(resource)).toBe(name)
})
