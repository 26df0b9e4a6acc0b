import { http, on, once } from '@sampan/core'
import { afterEach, expect, it, vi } from 'vitest'
import { fc } from './index.ts'
import type { FcContext } from './native.ts'

const CONTEXT: FcContext = { requestId: '1-66aa0002-0badcafe-0123456789ab' }
const { initializer, preStop } = fc(on(http(), () => 'x'))

afterEach(() => vi.restoreAllMocks())

it.each([
  ['context, callback', (callback: () => void) => [CONTEXT, callback]],
  ['event, context, callback', (callback: () => void) => [Buffer.from(''), CONTEXT, callback]],
  ['undefined, context, callback', (callback: () => void) => [undefined, CONTEXT, callback]],
])('the hooks call back and resolve when called with (%s)', async (_order, args) => {
  for (const hook of [initializer, preStop]) {
    const callback = vi.fn<() => void>()
    expect(await hook(...args(callback))).toBeUndefined()
    expect(callback.mock.calls).toEqual([[null]])
  }
})

it.each([[[CONTEXT]], [[Buffer.from(''), CONTEXT]], [[]]])(
  'the hooks resolve without a callback',
  async (args) => {
    await expect(Promise.all([initializer(...args), preStop(...args)])).resolves.toEqual([
      undefined,
      undefined,
    ])
  },
)

it('preStop closes what once() opened, newest first, before it calls back', async () => {
  const order: string[] = []
  const opened = ['a', 'b'].map((name) => once(() => name, { stop: () => void order.push(name) }))
  for (const open of opened) await open()
  await preStop(CONTEXT, () => order.push('callback'))
  expect(order).toEqual(['b', 'a', 'callback'])
})

function stop(): never {
  throw new Error('the pool hangs')
}

it('preStop logs what cannot be closed, under the id of its call, and succeeds', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await once(() => 'pool', { stop })()
  const callback = vi.fn<() => void>()
  await preStop(Buffer.from(''), CONTEXT, callback)
  expect(callback.mock.calls).toEqual([[null]])
  expect(write).toHaveBeenCalledTimes(1)
  expect(JSON.parse(String(write.mock.calls[0]![0]))).toMatchObject({
    level: 'error',
    requestId: CONTEXT.requestId,
    error: { message: 'the pool hangs' },
  })
})
