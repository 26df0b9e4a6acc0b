import { any as anything, on, task } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, jsonValues, names } from '../../../../test/support/events.ts'
import { call, send } from '../../test/support.ts'
import { cfc } from '../index.ts'
import { any, task as taskSample } from '../samples.ts'

const resize = task('resize')

describe('a direct call', () => {
  it('hands over its data, and takes id and name from the context', async () => {
    const { events, result } = await handled(send, resize, { key: 'a.jpg' }, { width: 200 })
    expect(events).toEqual([
      {
        kind: 'task',
        id: 'f6000000-0000-4000-8000-0000000000b1',
        source: 'shop-api',
        type: 'task',
        data: { key: 'a.jpg' },
        task: 'shop-api',
      },
    ])
    expect(result).toEqual({ width: 200 })
  })

  it('carries any data there and back', async () => {
    const calls = check
      // Null and nothing arrive as `{}`, as an empty body does.
      .record({ id: ids, task: names, data: jsonValues.filter((data) => data !== null) })
      .map((event) => ({ kind: 'task', type: 'task', source: event.task, ...event }))
    await carriesEvents(send, resize, taskSample, calls, { batch: false })
  })

  it('carries anything else there and back', async () => {
    const calls = check
      .record({ id: ids, source: names, data: jsonValues.filter((data) => data !== null) })
      .map((event) => ({ kind: 'any', type: 'any', ...event }))
    await carriesEvents(send, anything(), any, calls, { batch: false })
  })

  it('without data brings an empty object, as the platform does', () => {
    const call = { kind: 'task', id: '1', source: 'f', type: 'task', task: 'f', native: undefined } as const
    expect(taskSample.native([{ ...call, data: undefined }])).toEqual({})
  })

  it.each([
    ['text', 'done', '"done"'],
    ['a number', 7, 7],
    ['a list', ['a'], ['a']],
    ['null', null, null],
    ['nothing', undefined, null],
  ])('gives %s so that it leaves as its JSON', async (_, result, given) => {
    expect((await handled(send, resize, {}, result)).result).toEqual(given)
  })

  it('gives text as it is where the function answers in the form of the cloud', async () => {
    expect((await handled(send, anything(), { key1: 'value1' }, 'done')).result).toBe('done')
  })

  it('is for the task of the function’s name where there are several', async () => {
    const small = on(resize, () => 'small')
    const large = on(task('enlarge'), () => 'large')
    const names = { enlarge: 'shop-api' }
    expect(await call(cfc(small, large, { names }), {})).toBe('"large"')
    await expect(call(cfc(small, large), {})).rejects.toMatchObject({ code: 'SAMPAN_NO_FUNCTION' })
  })
})
