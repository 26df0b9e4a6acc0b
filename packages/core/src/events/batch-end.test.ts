import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { captureLog } from '../../test/plain.ts'
import { eventHandler, type PlainMessage, queueOf, sleep } from '../../test/plain-events.ts'
import { on, use } from '../function.ts'
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

describe('a cloud that cannot be told of a part', () => {
  it('sees success where all succeeded, and nothing of the results', async () => {
    expect(await eventHandler(on(clicks, () => 'result'))(streamOf('a', 'b'), {})).toBeUndefined()
  })

  it('sees the error itself of a batch of one, whatever was thrown', async () => {
    for (const thrown of [new TypeError('down'), 'text', undefined]) {
      const fn = on(clicks, () => {
        throw thrown
      })
      const failure = await eventHandler(fn)(streamOf('a'), {}).then(
        () => 'success',
        (error: unknown) => ({ error }),
      )
      expect(failure).toEqual({ error: thrown })
    }
  })

  it('sees the whole batch fail where a part did, after every message was tried', async () => {
    const seen: string[] = []
    const first = new TypeError('down')
    const thrown: { [id: string]: unknown } = { b: first, c: 'text', d: null, e: Object.create(null) }
    const fn = on(clicks, ({ id }) => {
      seen.push(id)
      if (id in thrown) throw thrown[id]
    })
    await expect(eventHandler(fn)(streamOf('a', 'b', 'c', 'd', 'e', 'f'), {})).rejects.toMatchObject({
      code: 'SAMPAN_BATCH_FAILED',
      message:
        '4 of 6 messages failed, and plain.stream cannot be told which: ' +
        'b (TypeError: down), c (text), d (threw null), e (threw object)',
      cause: first,
    })
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  it('names twenty failures and counts the others', async () => {
    const ids = Array.from({ length: 25 }, (_, at) => `m-${at}`)
    const fn = on(clicks, () => {
      throw new Error('down')
    })
    const failure = (await eventHandler(fn)(streamOf(...ids), {}).catch((error: unknown) => error)) as Error
    expect(failure.message).toContain('m-19 (Error: down), 5 more')
    expect(failure.message).not.toContain('m-20')
  })

  it('names what was not tried because one before it failed', async () => {
    const messages = grouped('a1', 'a2')
    const fn = on(clicks, () => {
      throw new Error('down')
    })
    await expect(eventHandler(fn)({ kind: 'stream', messages }, {})).rejects.toThrow(
      'a1 (Error: down), a2 (not tried)',
    )
  })
})

describe('work that a message hands to waitUntil', () => {
  it('is awaited before the batch ends, and does not hold up the next message', async () => {
    const order: string[] = []
    let go: (() => void) | undefined
    const nextDone = new Promise<void>((resolve) => {
      go = resolve
    })
    const fn = on(orders, ({ id }, context) => {
      order.push(id)
      if (id === 'a') context.waitUntil(nextDone.then(() => sleep(5)).then(() => order.push('work of a')))
      else go?.()
    })
    await eventHandler(fn, { concurrency: 1 })(queueOf('a', 'b'), {})
    expect(order).toEqual(['a', 'b', 'work of a'])
  })

  it('is awaited where the message fails, and its own failure fails no message', async () => {
    const order: string[] = []
    const fn = on(orders, ({ id }, context) => {
      if (id === 'a') {
        context.waitUntil(sleep(5).then(() => order.push('work')))
        throw new Error('down')
      }
      context.waitUntil(Promise.reject(new Error('work failed')))
    })
    expect(await eventHandler(fn)(queueOf('a', 'b'), {})).toEqual({ failed: ['a'] })
    expect(order).toEqual(['work'])
    expect(log.lines).toContainEqual(expect.objectContaining({ message: 'work passed to waitUntil failed' }))
  })
})

describe('middleware', () => {
  it('runs around each message, and adds to its context alone', async () => {
    const fn = use(async ({ kind, ...event }, _context, next) => {
      await sleep(1)
      return next({ mine: `${kind} ${(event as { id: string }).id}` })
    }).on(orders, async ({ id }, context) => {
      await sleep(3)
      if (context.mine !== `queue ${id}`) throw new Error(`sees ${context.mine}`)
    })
    expect(await eventHandler(fn)(queueOf('a', 'b', 'c', 'd'), {})).toEqual({ failed: [] })
  })

  it('sees each failure, and may make a success of it', async () => {
    const seen: unknown[] = []
    const fn = use(async (_event, _context, next) => {
      try {
        return await next()
      } catch (error) {
        seen.push((error as Error).message)
        if ((error as Error).message === 'ignored') return {}
        throw error
      }
    }).on(orders, ({ data }) => {
      throw new Error(String(data))
    })
    expect(await eventHandler(fn)(queueOf('ignored', 'down'), {})).toEqual({ failed: ['down'] })
    expect(seen).toEqual(['ignored', 'down'])
  })
})
