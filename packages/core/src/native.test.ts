import { describe, expect, it, vi } from 'vitest'
import { type NodeCallback, parseEvent, settleWith } from './native.ts'

describe('parseEvent', () => {
  it.each([
    ['text', '{"a":[1]}'],
    ['a Buffer', Buffer.from('{"a":[1]}')],
    ['a view into more bytes', new Uint8Array(Buffer.from('xx{"a":[1]}xx')).subarray(2, 11)],
    ['a value', { a: [1] }],
  ])('gives the value of %s', (_, event) => {
    expect(parseEvent(event)).toEqual({ a: [1] })
  })

  it.each([['hello'], [''], [Buffer.from([0xff])], [undefined], [null], [5]])(
    'leaves %s as it is',
    (event) => {
      expect(parseEvent(event)).toBe(event)
    },
  )
})

describe('settleWith', () => {
  it('hands the result on, later, and returns nothing', async () => {
    const callback = vi.fn<NodeCallback>()
    const done = Promise.resolve(7)
    expect(settleWith(callback, done)).toBeUndefined()
    expect(callback).not.toHaveBeenCalled()
    await done
    await Promise.resolve()
    expect(callback).toHaveBeenCalledExactlyOnceWith(null, 7)
  })

  it('hands an Error on as it is', async () => {
    const error = new TypeError('no')
    expect(await settled(Promise.reject(error))).toEqual([error])
  })

  it.each([[null], [undefined], [0], ['text'], [Object.create(null)]])(
    'makes an Error of %s',
    async (thrown) => {
      const [error] = await settled(
        // What a user's code may do.
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors
        Promise.reject(thrown),
      )
      expect(error).toBeInstanceOf(Error)
      expect((error as Error).cause).toBe(thrown)
    },
  )
})

/** The arguments of the callback. */
function settled(done: Promise<unknown>): Promise<unknown[]> {
  return new Promise((resolve) => {
    settleWith((...args) => resolve(args), done)
  })
}
