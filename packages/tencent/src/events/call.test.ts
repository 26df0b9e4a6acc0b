import { any, on, SampanError, task } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, jsonValues, names } from '../../../../test/support/events.ts'
import { send } from '../../test/support.ts'
import { any as anySample, task as taskSample } from '../samples.ts'

/** `scf()` parses an event that is text, as local runners hand it over: a text within a text is not told from it. */
const payloads = jsonValues.filter((value) => typeof value !== 'string')

describe('a direct call', () => {
  it('is read, and its result goes back as it is', async () => {
    const native = { key: 'a.jpg', width: 200 }
    const { events, result } = await handled(send, task('resize'), native, { key: 'a@200' })
    expect(events).toEqual([
      {
        kind: 'task',
        id: '0b1c2d3e-0000-4000-8000-0000000000a1',
        source: 'shop-api',
        type: 'task',
        task: 'shop-api',
        data: native,
      },
    ])
    expect(result).toEqual({ key: 'a@200' })
  })

  it('carries any data there and back', async () => {
    const calls = check
      .record({ id: ids, task: names, data: payloads })
      .map((call) => ({ kind: 'task', source: call.task, type: 'task', ...call }))
    await carriesEvents(send, task('resize'), taskSample, calls, { batch: false })
  })

  it('fails with the error of the handler', async () => {
    const error = new Error('no')
    const fn = on(task('resize'), () => {
      throw error
    })
    await expect(send({}, fn)).rejects.toBe(error)
  })
})

describe('any()', () => {
  it('carries any event there and back', async () => {
    const calls = check
      .record({ id: ids, source: names, data: payloads })
      .map((call) => ({ kind: 'any', type: 'any', ...call }))
    await carriesEvents(send, any(), anySample, calls, { batch: false })
  })

  it('is not given what another codec knows', async () => {
    const timer = { Type: 'Timer', TriggerName: 'nightly', Time: '2026-11-23T03:00:00Z', Message: '' }
    const error: unknown = await handled(send, any(), timer).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(SampanError)
    expect(error).toMatchObject({ code: 'SAMPAN_NO_FUNCTION' })
  })
})
