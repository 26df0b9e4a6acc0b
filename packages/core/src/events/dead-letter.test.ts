import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { captureLog } from '../../test/plain.ts'
import { eventHandler, queueOf, sleep } from '../../test/plain-events.ts'
import { bind } from '../binding.ts'
import type { Context } from '../context.ts'
import { currentContext } from '../current.ts'
import { PermanentError } from '../errors.ts'
import { on, use } from '../function.ts'
import { bus } from './bus.ts'
import { textData } from './data.ts'
import { queue, type QueueMessage } from './queue.ts'

const orders = queue('orders', { data: z.object({ id: z.string(), total: z.coerce.number() }) })

let log: ReturnType<typeof captureLog>

beforeEach(() => {
  log = captureLog()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const sound = { id: 'm-1', data: { id: 'A-1', total: '7', extra: 'kept' } }
const fails = (): never => {
  throw new PermanentError('total is odd')
}

describe('a hook', () => {
  it('is given the message, the error and the context, and the message is acknowledged', async () => {
    const hook = vi.fn<(event: any, error: Error, context: Context) => void>()
    const fn = on(orders, fails, { deadLetter: hook })
    expect(await eventHandler(fn)(queueOf(sound), { requestId: 'r-1' })).toEqual({ failed: [] })
    expect(hook).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ kind: 'queue', id: 'm-1', queue: 'orders' }),
      expect.objectContaining({ name: 'PermanentError', message: 'total is odd' }),
      expect.objectContaining({ requestId: 'r-1' }),
    )
    expect(log.lines).toMatchObject([{ level: 'warn', id: 'm-1', error: { message: 'total is odd' } }])
  })

  it('is given the data as it came, not what the schema made of it', async () => {
    const kept: unknown[] = []
    const made: unknown[] = []
    const fn = on(
      orders,
      ({ data }) => {
        made.push(data)
        return fails()
      },
      { deadLetter: ({ data }) => kept.push(data) },
    )
    await eventHandler(fn)(queueOf(sound), {})
    expect(made).toEqual([{ id: 'A-1', total: 7 }])
    expect(kept).toEqual([{ id: 'A-1', total: '7', extra: 'kept' }])
  })

  it('is given what the schema refuses, and the handler is not called', async () => {
    const handler = vi.fn<() => void>()
    const kept: unknown[] = []
    const fn = on(orders, handler, { deadLetter: ({ data }, error) => kept.push(data, error.code) })
    expect(await eventHandler(fn)(queueOf({ id: 'm-1', data: { id: 7 } }), {})).toEqual({ failed: [] })
    expect(kept).toEqual([{ id: 7 }, 'SAMPAN_INVALID_DATA'])
    expect(handler).not.toHaveBeenCalled()
  })

  it('is given flawed data as the bytes that came', async () => {
    const kept: unknown[] = []
    const text = '{"__proto__":{"admin":true}}'
    const fn = on(queue('orders'), fails, { deadLetter: ({ data }) => kept.push(data) })
    expect(await eventHandler(fn)(queueOf({ id: 'm-1', data: textData(text) }), {})).toEqual({ failed: [] })
    expect(kept).toEqual([new Uint8Array(Buffer.from(text))])
  })

  it('is awaited, within the scope of its call, and so is what it hands to waitUntil', async () => {
    const order: string[] = []
    const fn = on(orders, fails, {
      async deadLetter(_event, _error, context) {
        await sleep(1)
        expect(currentContext()).toBe(context)
        context.waitUntil(sleep(1).then(() => order.push('work')))
        order.push('kept')
      },
    })
    expect(await eventHandler(fn)(queueOf(sound), {})).toEqual({ failed: [] })
    expect(order).toEqual(['kept', 'work'])
  })

  it('that fails leaves the message to the cloud, and both errors in the log', async () => {
    const fn = on(orders, fails, { deadLetter: () => Promise.reject(new Error('disk is full')) })
    expect(await eventHandler(fn)(queueOf(sound), {})).toEqual({ failed: ['m-1'] })
    expect(log.lines).toMatchObject([
      { message: 'the dead letter could not be kept', id: 'm-1', error: { message: 'disk is full' } },
      { message: 'message failed', id: 'm-1', error: { message: 'total is odd' } },
    ])
  })

  it.each([new Error('down'), new TypeError('down'), 'down', undefined])(
    'is not asked for %s, which another try may mend',
    async (thrown) => {
      const hook = vi.fn<() => void>()
      const fn = on(
        orders,
        () => {
          throw thrown
        },
        { deadLetter: hook },
      )
      expect(await eventHandler(fn)(queueOf(sound), {})).toEqual({ failed: ['m-1'] })
      expect(hook).not.toHaveBeenCalled()
    },
  )

  it('is not asked where middleware mends the failure, and is where middleware makes it permanent', async () => {
    const hook = vi.fn<() => void>()
    const fn = use(async (_event, _context, next) => {
      try {
        return await next()
      } catch (error) {
        if (error instanceof PermanentError) return {}
        throw new PermanentError('given up', { cause: error })
      }
    }).on(
      orders,
      ({ data }) => {
        throw data.total > 5 ? new PermanentError('large') : new Error('small')
      },
      { deadLetter: hook },
    )
    const batch = queueOf(sound, { id: 'm-2', data: { id: 'A-2', total: 1 } })
    expect(await eventHandler(fn)(batch, {})).toEqual({ failed: [] })
    expect(hook).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ id: 'm-2' }),
      expect.objectContaining({ message: 'given up' }),
      expect.anything(),
    )
  })

  it('acknowledges the message of a cloud that cannot be told of a part', async () => {
    const hook = vi.fn<() => void>()
    const fn = on(bus('shop'), fails, { deadLetter: hook })
    expect(await eventHandler(fn)({ kind: 'bus', messages: [{ id: 'e-1' }] }, {})).toBeUndefined()
    expect(hook).toHaveBeenCalledOnce()
  })
})

describe('a queue', () => {
  it('is sent the data as it came, with what is to be known of the failure', async () => {
    const sent: QueueMessage[] = []
    bind({
      'dead-letter-kept': { send: async (messages: readonly QueueMessage[]) => void sent.push(...messages) },
    })
    const fn = on(orders, fails, { deadLetter: queue('dead-letter-kept') })
    const message = { ...sound, groupId: 'g-1', attributes: { tenant: 'acme', seal: new Uint8Array([1]) } }
    expect(await eventHandler(fn)(queueOf(message), {})).toEqual({ failed: [] })
    expect(sent).toEqual([
      {
        data: { id: 'A-1', total: '7', extra: 'kept' },
        groupId: 'g-1',
        attributes: {
          tenant: 'acme',
          seal: new Uint8Array([1]),
          'sampan-function': 'queue orders',
          'sampan-id': 'm-1',
          'sampan-source': 'plain',
          'sampan-error': 'total is odd',
        },
      },
    ])
  })

  it('takes messages of other kinds, too', async () => {
    const sent: QueueMessage[] = []
    bind({
      'dead-letter-bus': { send: async (messages: readonly QueueMessage[]) => void sent.push(...messages) },
    })
    const fn = on(bus('shop'), fails, { deadLetter: queue('dead-letter-bus') })
    await eventHandler(fn)({ kind: 'bus', messages: [{ id: 'e-1', data: textData('{"__proto__":1}') }] }, {})
    expect(sent).toMatchObject([
      { data: new Uint8Array(Buffer.from('{"__proto__":1}')), attributes: { 'sampan-function': 'bus shop' } },
    ])
  })

  it('that nothing is bound to leaves the message to the cloud', async () => {
    const fn = on(orders, fails, { deadLetter: queue('dead-letter-unbound') })
    expect(await eventHandler(fn)(queueOf(sound), {})).toEqual({ failed: ['m-1'] })
    expect(log.lines[0]).toMatchObject({ error: { code: 'SAMPAN_NOT_BOUND' } })
  })

  it('that refuses the message leaves it to the cloud', async () => {
    bind({ 'dead-letter-full': { send: () => Promise.reject(new Error('full')) } })
    const fn = on(orders, fails, { deadLetter: queue('dead-letter-full') })
    expect(await eventHandler(fn)(queueOf(sound), {})).toEqual({ failed: ['m-1'] })
  })
})

describe('without a dead letter', () => {
  it("a permanent error is reported like any other, for the cloud's own redrive", async () => {
    expect(await eventHandler(on(orders, fails))(queueOf(sound), {})).toEqual({ failed: ['m-1'] })
  })

  it('data that the schema refuses is reported', async () => {
    const fn = on(orders, () => {})
    expect(await eventHandler(fn)(queueOf(sound, { id: 'm-2', data: 7 }), {})).toEqual({ failed: ['m-2'] })
    expect(log.lines).toMatchObject([{ id: 'm-2', error: { code: 'SAMPAN_INVALID_DATA' } }])
  })

  it('a schema that throws is a failure that may mend', async () => {
    const broken = {
      '~standard': {
        version: 1 as const,
        vendor: 'x',
        validate: () => {
          throw new Error('no database')
        },
      },
    }
    const hook = vi.fn<() => void>()
    const fn = on(queue('orders', { data: broken }), () => {}, { deadLetter: hook })
    expect(await eventHandler(fn)(queueOf(sound), {})).toEqual({ failed: ['m-1'] })
    expect(hook).not.toHaveBeenCalled()
  })
})
