import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { captureLog } from '../../test/plain.ts'
import { eventHandler, plainSocket, queueOf, sleep } from '../../test/plain-events.ts'
import type { Context } from '../context.ts'
import { currentContext } from '../current.ts'
import { on } from '../function.ts'
import type { Trigger } from '../trigger.ts'
import { any } from './any.ts'
import { taskCodec } from './call-codecs.ts'
import { queue } from './queue.ts'
import { task } from './task.ts'
import { websocket } from './websocket.ts'

beforeEach(() => {
  captureLog()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const raise = (error: Error) => (): never => {
  throw error
}

describe('a call', () => {
  it('gives the event by its context, and its result to the codec', async () => {
    const events: unknown[] = []
    const codecs = [taskCodec('node', (result) => ({ wrapped: result }))]
    const fn = on(task('resize'), (event) => {
      events.push(event)
      return { done: true }
    })
    const native = { key: 'a.jpg', kind: 'x' }
    const result = await eventHandler(fn, { codecs })(native, { requestId: 'r-1', functionName: 'resize' })
    expect(result).toEqual({ wrapped: { done: true } })
    expect(events).toEqual([
      { kind: 'task', id: 'r-1', source: 'resize', type: 'task', task: 'resize', data: native, native },
    ])
  })

  it.each([[null], [0], [''], ['text'], [[1]], [{}], [false]])(
    'may have %j as its data and its result',
    async (data) => {
      const fn = on(task('echo'), (event) => event.data)
      expect(await eventHandler(fn)(data, {})).toEqual(data)
    },
  )

  it.each([task('bytes'), any()])('hands over bytes as no Buffer: $label', async (trigger) => {
    const fn = on(trigger as Trigger<any>, (event: any) => event.data as unknown)
    const result = (await eventHandler(fn)(Buffer.from([0xff, 0x00]), {})) as Uint8Array
    expect(Object.getPrototypeOf(result)).toBe(Uint8Array.prototype)
    expect([...result]).toEqual([0xff, 0])
  })

  it('fails the invocation with what the handler threw, where the payload has no form for it', async () => {
    const error = new TypeError('down')
    const fn = on(task('fails'), () => {
      throw error
    })
    await expect(eventHandler(fn)({ kind: 'x' }, {})).rejects.toBe(error)
  })

  it('fails in the form of the payload where it has one', async () => {
    const error = new Error('down')
    const fn = on(websocket(), () => {
      throw error
    })
    expect(await eventHandler(fn)({ kind: 'websocket', action: 'message' }, {})).toEqual({
      status: 500,
      error,
    })
  })

  it('that cannot be encoded fails like one whose handler did', async () => {
    const encode = raise(new Error('too large'))
    const invoke = eventHandler(
      on(websocket(), () => 1),
      { codecs: [{ ...plainSocket, encode }] },
    )
    expect(await invoke({ kind: 'websocket' }, {})).toMatchObject({
      status: 500,
      error: { message: 'too large' },
    })
  })

  it('ends after the work that waitUntil was given, failed or not', async () => {
    const order: string[] = []
    for (const fails of [false, true]) {
      const fn = on(task('works'), (_event, context) => {
        context.waitUntil(sleep(5).then(() => order.push('work')))
        if (fails) throw new Error('down')
      })
      await eventHandler(fn)({ kind: 'x' }, {}).catch(() => {})
      order.push('end')
    }
    expect(order).toEqual(['work', 'end', 'work', 'end'])
  })
})

describe('the context', () => {
  it("is each message's own, and the current one", async () => {
    const contexts = new Set<Context>()
    const fn = on(queue('orders'), async (_event, context) => {
      contexts.add(context)
      await sleep(1)
      expect(currentContext()).toBe(context)
    })
    expect(await eventHandler(fn)(queueOf('a', 'b', 'c'), { requestId: 'r-1' })).toEqual({ failed: [] })
    expect(contexts.size).toBe(3)
    expect([...contexts].map(({ requestId }) => requestId)).toEqual(['r-1', 'r-1', 'r-1'])
  })

  it('is the current one in a call, too, and in the work after it', async () => {
    const same: boolean[] = []
    const fn = on(task('asks'), async (_event, context) => {
      await sleep(1)
      same.push(currentContext() === context)
      context.waitUntil(sleep(1).then(() => same.push(currentContext() === context)))
    })
    await eventHandler(fn)({ kind: 'x' }, {})
    expect(same).toEqual([true, true])
  })

  it('says of every message of the first batch, and of no later one, that it was a cold start', async () => {
    vi.resetModules()
    const fresh = await import('../../test/plain-events.ts')
    const cold: boolean[] = []
    const fn = on(queue('orders'), (_event, { coldStart }) => cold.push(coldStart))
    const invoke = fresh.eventHandler(fn)
    await invoke(queueOf('a', 'b'), {})
    await invoke(queueOf('c'), {})
    expect(cold).toEqual([true, true, false])
  })
})
