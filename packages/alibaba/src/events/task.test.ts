import { any, on, task } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, jsonValues, names, rawBytes } from '../../../../test/support/events.ts'
import { quiet, send } from '../../test/support.ts'
import { any as anySample, task as taskSample } from '../samples.ts'

const resize = task('resize')

const event = {
  kind: 'task',
  id: '1-66aa0001-0badcafe-0123456789ab',
  source: 'shop',
  type: 'task',
  subject: undefined,
  time: undefined,
  task: 'shop',
}

/** An empty payload is none, so no bytes are undefined. */
const payloads = check.oneof(
  jsonValues,
  rawBytes.filter((bytes) => bytes.length > 0),
)

describe('a call of the function', () => {
  it('reads its data and what its context says', async () => {
    const { events } = await handled(send, resize, { key: 'a.jpg' })
    expect(events).toEqual([{ ...event, data: { key: 'a.jpg' } }])
  })

  it('carries any data there and back, bytes as an array of bytes', async () => {
    const events = check
      .record({ id: ids, task: names, data: check.option(payloads, { nil: undefined }) })
      .map((call) => ({ ...event, source: call.task, ...call }))
    await carriesEvents(send, resize, taskSample, events, { batch: false })
    const {
      events: [raw],
    } = await handled(send, resize, new Uint8Array([0, 1]))
    expect(Buffer.isBuffer(raw.data)).toBe(false)
  })

  it('without a payload has no data', async () => {
    expect((await handled(send, resize, new Uint8Array())).events).toEqual([{ ...event, data: undefined }])
  })

  it.each([
    [undefined, 'null'],
    [null, 'null'],
    ['done', '"done"'],
    ['{"a":1}', '"{\\"a\\":1}"'],
    [12.5, '12.5'],
    [Number.NaN, 'null'],
    [true, 'true'],
    [{ key: 'a', gone: undefined }, '{"key":"a"}'],
    [[1, undefined], '[1,null]'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ])('answers %j as the JSON %s', async (result, text) => {
    expect(
      await send(
        { n: 1 },
        on(resize, () => result),
      ),
    ).toBe(text)
  })

  it('fails with what the handler threw', async () => {
    const failure = new TypeError('no picture')
    const fn = on(resize, () => {
      throw failure
    })
    await quiet(() => expect(send({ n: 1 }, fn)).rejects.toBe(failure))
  })
})

describe('what nobody knows', () => {
  const unknown = { ...event, kind: 'any', type: 'any', task: undefined }

  it('goes to any(), whose result goes back as it is', async () => {
    const native = { requestContext: { condition: 'x' }, requestPayload: '' }
    const { events, result } = await handled(send, any(), native, 'as it is')
    expect(events).toEqual([{ ...unknown, data: native }])
    expect(result).toBe('as it is')
  })

  it('is carried there and back', async () => {
    const events = check
      .record({ id: ids, source: names, data: payloads })
      .map((one) => ({ ...unknown, ...one }))
    await carriesEvents(send, any(), anySample, events, { batch: false })
  })
})
