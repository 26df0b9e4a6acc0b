import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { captureLog } from '../../test/plain.ts'
import {
  eventHandler,
  messageCodec,
  partial,
  type PlainMessage,
  queueOf,
  sleep,
} from '../../test/plain-events.ts'
import { PermanentError } from '../errors.ts'
import { on, use } from '../function.ts'
import type { SampanFunction } from '../trigger.ts'
import { reply } from '../http/reply.ts'
import type { Delivery, MessageCodec } from './codec.ts'
import { queue } from './queue.ts'
import { stream } from './stream.ts'

const orders = queue('orders')
const clicks = stream('clicks')

let log: ReturnType<typeof captureLog>

beforeEach(() => {
  log = captureLog()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const grouped = (...ids: string[]): PlainMessage[] => ids.map((id) => ({ id, data: id, group: id[0]! }))

/** A stream's batch: the plain cloud cannot be told of a part of it. */
const streamOf = (...ids: string[]): object => ({
  kind: 'stream',
  messages: ids.map((id) => ({ id, data: id })),
})

const raise = (error: Error) => (): never => {
  throw error
}

describe('a batch', () => {
  it('runs at most `concurrency` messages at once, tries them all, and reports exactly what failed', async () => {
    let [running, most, tried] = [0, 0, 0]
    const fn = on(orders, async ({ id }) => {
      most = Math.max(most, ++running)
      tried++
      await new Promise(setImmediate)
      running--
      if (Number(id) % 50 === 7) throw new Error('down')
    })
    const ids = Array.from({ length: 1000 }, (_, at) => String(at))
    const failing = ids.filter((id) => Number(id) % 50 === 7)
    expect(failing).toHaveLength(20)
    expect(await eventHandler(fn, { concurrency: 10 })(queueOf(...ids), {})).toEqual({ failed: failing })
    expect({ most, tried, running }).toEqual({ most: 10, tried: 1000, running: 0 })
  })

  it.each([
    [undefined, 10],
    [1, 1],
    [3, 3],
    [100, 12],
  ])('with concurrency %j runs %i of twelve at once', async (concurrency, expected) => {
    let [running, most] = [0, 0]
    const fn = on(orders, async () => {
      most = Math.max(most, ++running)
      await sleep(1)
      running--
    })
    const ids = Array.from({ length: 12 }, (_, at) => String(at))
    await eventHandler(fn, concurrency === undefined ? {} : { concurrency })(queueOf(...ids), {})
    expect(most).toBe(expected)
  })

  it.each([0, -1, 2.5, Number.NaN, '3', null, Infinity])(
    'refuses concurrency %j at start-up',
    (concurrency) => {
      const start = (): unknown =>
        eventHandler(
          on(orders, () => {}),
          { concurrency: concurrency as number },
        )
      expect(start).toThrow(expect.objectContaining({ code: 'SAMPAN_BAD_OPTION' }) as Error)
      expect(start).toThrow(`not ${String(concurrency)}`)
    },
  )

  it('may be empty', async () => {
    const handler = vi.fn<() => void>()
    expect(await eventHandler(on(orders, handler))(queueOf(), {})).toEqual({ failed: [] })
    expect(await eventHandler(on(clicks, handler))(streamOf(), {})).toBeUndefined()
    expect(handler).not.toHaveBeenCalled()
  })

  it('may be decoded asynchronously', async () => {
    const sync = messageCodec('queue', partial)
    const codecs = [{ ...sync, decode: async (native: any, context: any) => sync.decode(native, context) }]
    const seen: string[] = []
    const fn = on(orders, ({ id }) => seen.push(id))
    await eventHandler(fn, { codecs })(queueOf('a', 'b'), {})
    expect(seen).toEqual(['a', 'b'])
  })

  it.each<[string, () => any]>([
    [
      'throws',
      () => {
        throw new Error('unreadable')
      },
    ],
    ['rejects', () => Promise.reject(new Error('unreadable'))],
  ])('fails whole where decoding it %s', async (_, decode) => {
    const handler = vi.fn<() => void>()
    const codecs = [messageCodec('queue', { ...partial, decode })]
    await expect(eventHandler(on(orders, handler), { codecs })(queueOf('a'), {})).rejects.toThrow(
      'unreadable',
    )
    expect(handler).not.toHaveBeenCalled()
  })

  it('is not acknowledged where the report cannot be written', async () => {
    const encode = raise(new Error('no report'))
    const codecs = [messageCodec('queue', { encode })]
    await expect(
      eventHandler(
        on(orders, () => {}),
        { codecs },
      )(queueOf('a'), {}),
    ).rejects.toThrow('no report')
  })

  it.each([undefined, null, 'down', 0, Symbol('down'), Object.create(null)])(
    'reports a message whose handler throws what is no error: %#',
    async (thrown) => {
      const fn = on(orders, ({ id }) => {
        if (id === 'b') throw thrown
      })
      expect(await eventHandler(fn)(queueOf('a', 'b', 'c'), {})).toEqual({ failed: ['b'] })
    },
  )

  it('logs each failure with its message, and says how many were not tried', async () => {
    const error = new Error('down')
    const fn = on(orders, ({ id }) => {
      if (id === 'a1') throw error
    })
    await eventHandler(fn)(queueOf(...grouped('a1', 'a2', 'a3', 'b1')), {})
    expect(log.lines).toMatchObject([
      { level: 'error', message: 'message failed', kind: 'queue', id: 'a1', error: { message: 'down' } },
      { level: 'warn', count: 2 },
    ])
  })
})

describe('a group', () => {
  it('is handled in order, while others go on', async () => {
    const order: string[] = []
    let go: (() => void) | undefined
    const othersDone = new Promise<void>((resolve) => {
      go = resolve
    })
    const fn = on(orders, async ({ id }) => {
      order.push(`> ${id}`)
      await (id === 'a1' ? othersDone : sleep(1))
      order.push(`< ${id}`)
      if (id === 'b2') go?.()
    })
    const batch = queueOf(...grouped('a1', 'b1', 'a2', 'b2', 'a3'))
    expect(await eventHandler(fn)(batch, {})).toEqual({ failed: [] })
    const of = (group: string): string[] => order.filter((step) => step[2] === group)
    expect(of('a')).toEqual(['> a1', '< a1', '> a2', '< a2', '> a3', '< a3'])
    expect(of('b')).toEqual(['> b1', '< b1', '> b2', '< b2'])
  })

  it('ends with what fails in it; the rest of it is reported and not tried', async () => {
    const seen: string[] = []
    const fn = on(orders, ({ id }) => {
      seen.push(id)
      if (id === 'a2' || id === 'c1') throw new Error('down')
    })
    const batch = queueOf(...grouped('a1', 'b1', 'a2', 'c1', 'b2', 'a3', 'c2', 'b3', 'a4'))
    expect(await eventHandler(fn)(batch, {})).toEqual({ failed: ['a2', 'c1', 'a3', 'c2', 'a4'] })
    expect(seen.toSorted()).toEqual(['a1', 'a2', 'b1', 'b2', 'b3', 'c1'])
  })

  it('goes on after what was kept as a dead letter', async () => {
    const fn = on(
      orders,
      ({ id }) => {
        if (id === 'a1') throw new PermanentError('never')
      },
      { deadLetter: () => {} },
    )
    expect(await eventHandler(fn)(queueOf(...grouped('a1', 'a2')), {})).toEqual({ failed: [] })
  })

  it('may be called as a property of every object', async () => {
    const ids = ['__proto__', 'constructor', '']
    const messages = ids.flatMap((group) => [1, 2].map((at) => ({ id: `${group}${at}`, group })))
    const fn = on(orders, ({ id }) => {
      if (id === '__proto__1') throw new Error('down')
    })
    expect(await eventHandler(fn)(queueOf(...messages), {})).toEqual({ failed: ['__proto__1', '__proto__2'] })
  })
})

describe('an item that several events share', () => {
  it('is reported once where any of them failed', async () => {
    const messages = ['a', 'b', 'c', 'd'].map((id) => ({ id, item: id < 'c' ? 'm-1' : 'm-2' }))
    const fn = on(orders, ({ id }) => {
      if (id < 'c') throw new Error('down')
    })
    expect(await eventHandler(fn)(queueOf(...messages), {})).toEqual({ failed: ['m-1'] })
  })

  it('may be a place in a topic', async () => {
    const messages = [0, 0, 1, 2].map((offset, at) => ({
      id: String(at),
      item: { partition: 'clicks-0', offset },
    }))
    const fn = on(orders, ({ id }) => {
      if (id !== '3') throw new Error('down')
    })
    expect(await eventHandler(fn)(queueOf(...messages), {})).toEqual({
      failed: [
        { partition: 'clicks-0', offset: 0 },
        { partition: 'clicks-0', offset: 1 },
      ],
    })
  })
})

/** A queue whose messages of these ids are no events. */
function broken(...ids: string[]): MessageCodec {
  return messageCodec('queue', {
    ...partial,
    decode: ({ messages }) => {
      const plain = messageCodec('queue').decode as (native: object) => Delivery[]
      const flaw = new PermanentError('unreadable')
      return plain({ messages }).map((one) =>
        ids.includes(one.item as string) ? { item: one.item, group: one.group, flaw } : one,
      )
    },
  })
}

function answering(status: number): SampanFunction<any> {
  return use(() => reply(status)).on(orders, () => {})
}

describe('a message that is no event', () => {
  it('fails alone, and is logged by what it is acknowledged by', async () => {
    const seen: string[] = []
    const handle = eventHandler(
      on(orders, ({ id }) => void seen.push(id)),
      { codecs: [broken('b')] },
    )
    expect(await handle(queueOf('a', 'b', 'c'), {})).toEqual({ failed: ['b'] })
    expect(new Set(seen)).toEqual(new Set(['a', 'c']))
    expect(log.lines[0]).toMatchObject({
      message: 'message failed',
      id: 'b',
      error: { message: 'unreadable' },
    })
  })

  it('ends its group', async () => {
    const handle = eventHandler(
      on(orders, () => {}),
      { codecs: [broken('a2')] },
    )
    const batch = { kind: 'queue', messages: grouped('a1', 'a2', 'a3', 'b1') }
    expect(await handle(batch, {})).toEqual({ failed: ['a2', 'a3'] })
  })
})

describe('a layer that answers in the place of the handler', () => {
  it('has not handled the message where its reply is an error', async () => {
    expect(await eventHandler(answering(429))(queueOf('a'), {})).toEqual({ failed: ['a'] })
    expect(log.lines[0]).toMatchObject({
      error: { name: 'HttpError', message: expect.stringContaining('reply') },
    })
  })

  it('has handled it where it says so', async () => {
    expect(await eventHandler(answering(204))(queueOf('a'), {})).toEqual({ failed: [] })
  })
})
