import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { captureLog } from '../../test/plain.ts'
import { eventHandler, type PlainBatch, queueOf, sleep } from '../../test/plain-events.ts'
import type { InvokeOptions } from '../codec.ts'
import { on } from '../function.ts'
import type { SampanFunction } from '../trigger.ts'
import { createDeadline } from './deadline.ts'
import { queue } from './queue.ts'
import { stream } from './stream.ts'

const orders = queue('orders')

let log: ReturnType<typeof captureLog>

beforeEach(() => {
  log = captureLog()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const elapse = (ms: number): void => void vi.advanceTimersByTime(ms)

describe('createDeadline', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })

  it.each([
    [1000, 100],
    [10_000, 1000],
    [900_000, 1000],
    [10, 1],
  ])('of %i ms begins nothing in its last %i', (total, margin) => {
    const deadline = createDeadline(total)
    elapse(total - margin - 0.5)
    expect(deadline.allowsMore()).toBe(true)
    elapse(0.5)
    expect(deadline.allowsMore()).toBe(false)
  })

  it('begins nothing that would not end before the batch gives up, as long as the longest so far', () => {
    const deadline = createDeadline(10_000)
    const first = deadline.begin()
    elapse(3000)
    first()
    const second = deadline.begin()
    elapse(100)
    second()
    elapse(3300)
    // 3600 are left: 3000 for the message, 500 for the report.
    expect(deadline.allowsMore()).toBe(true)
    elapse(150)
    expect(deadline.allowsMore()).toBe(false)
  })

  it.each([0, -5, Number.NaN])('of %d ms begins nothing', (total) => {
    expect(createDeadline(total).allowsMore()).toBe(false)
  })

  it('without a limit begins always, and sets no timer', async () => {
    const deadline = createDeadline(Infinity)
    deadline.begin()()
    elapse(1e9)
    expect(deadline.allowsMore()).toBe(true)
    const waiting = deadline.orExpired(sleep(10))
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(10)
    await waiting
  })

  it('gives up waiting in the middle of the margin, and not before', async () => {
    const deadline = createDeadline(10_000)
    let ended = false
    const waiting = deadline.orExpired(new Promise(() => {})).then(() => (ended = true))
    await vi.advanceTimersByTimeAsync(9499)
    expect(ended).toBe(false)
    await vi.advanceTimersByTimeAsync(2)
    await waiting
    expect(vi.getTimerCount()).toBe(0)
  })

  it('leaves no timer behind where the work ends first', async () => {
    await createDeadline(10_000).orExpired(Promise.resolve())
    expect(vi.getTimerCount()).toBe(0)
  })
})

/** Runs a batch in a time of its own, in which nothing but timers takes any; `took` is in milliseconds. */
async function timed(
  fn: SampanFunction<any>,
  native: PlainBatch,
  timeout: number,
  options: InvokeOptions = {},
): Promise<{ outcome: unknown; took: number }> {
  const invoke = eventHandler(fn, options)
  // What is loaded on demand is there before the clock is taken over.
  await invoke({ ...native, messages: [] }, {})
  vi.useFakeTimers()
  const started = performance.now()
  const running = invoke(native, { timeout })
    .catch((error: unknown) => error)
    .then((outcome) => ({ outcome, took: performance.now() - started }))
  await vi.advanceTimersByTimeAsync(timeout)
  return running
}

const hangs = (): Promise<void> => new Promise(() => {})

describe('a batch near its deadline', () => {
  it('starts no further message, reports those, and acknowledges what was done', async () => {
    const done: string[] = []
    const fn = on(orders, async ({ id }) => {
      await sleep(1500)
      done.push(id)
    })
    const batch = queueOf('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')
    // After five 2500 are left, which a sixth fits into; after six 1000, which is the margin.
    expect(await timed(fn, batch, 10_000, { concurrency: 1 })).toEqual({
      outcome: { failed: ['g', 'h'] },
      took: 9000,
    })
    expect(done).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(log.lines).toMatchObject([{ level: 'warn', count: 2 }])
  })

  it('starts no message that would only be given up', async () => {
    const seen: string[] = []
    const fn = on(orders, async ({ id }) => {
      seen.push(id)
      await sleep(3200)
    })
    // After two 3600 are left: enough for a third, and not for the report of it.
    expect(await timed(fn, queueOf('a', 'b', 'c'), 10_000, { concurrency: 1 })).toEqual({
      outcome: { failed: ['c'] },
      took: 6400,
    })
    expect(seen).toEqual(['a', 'b'])
  })

  it('gives up a handler that hangs, and acknowledges the others', async () => {
    const fn = on(orders, ({ id }) => (id === 'b' ? hangs() : undefined))
    expect(await timed(fn, queueOf('a', 'b', 'c'), 1000)).toEqual({ outcome: { failed: ['b'] }, took: 950 })
    expect(log.lines).toMatchObject([
      { message: 'message failed', id: 'b', error: { code: 'SAMPAN_DEADLINE' } },
    ])
  })

  it('reports what comes after a handler that hangs in its group', async () => {
    const messages = ['a1', 'a2'].map((id) => ({ id, group: 'a' }))
    const { outcome } = await timed(on(orders, hangs), queueOf(...messages), 1000)
    expect(outcome).toEqual({ failed: ['a1', 'a2'] })
  })

  it('says which handler hangs where the cloud is not told of a part', async () => {
    const fn = on(stream('clicks'), ({ id }) => (id === 'b' ? hangs() : undefined))
    const { outcome } = await timed(fn, { kind: 'stream', messages: [{ id: 'a' }, { id: 'b' }] }, 1000)
    expect(outcome).toMatchObject({
      code: 'SAMPAN_BATCH_FAILED',
      message: expect.stringContaining(
        'b (SampanError: The handler had not ended shortly before the deadline)',
      ) as string,
    })
  })

  it('does not let a late end change what was told, nor a late failure end the process', async () => {
    const unhandled = vi.fn<() => void>()
    process.on('unhandledRejection', unhandled)
    const ended: string[] = []
    const fn = on(orders, async ({ id }) => {
      await sleep(1300)
      ended.push(id)
      if (id === 'b') throw new Error('late')
    })
    const { outcome } = await timed(fn, queueOf('a', 'b'), 1000)
    expect({ outcome, ended }).toEqual({ outcome: { failed: ['a', 'b'] }, ended: [] })
    await vi.advanceTimersByTimeAsync(300)
    vi.useRealTimers()
    await new Promise(setImmediate)
    process.off('unhandledRejection', unhandled)
    expect(ended).toEqual(['a', 'b'])
    expect(outcome).toEqual({ failed: ['a', 'b'] })
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('does not wait for the work of waitUntil beyond it', async () => {
    const fn = on(orders, (_event, context) => context.waitUntil(hangs()))
    const { outcome, took } = await timed(fn, queueOf('a'), 1000)
    expect(outcome).toEqual({ failed: [] })
    expect(took).toBeLessThan(1000)
  })

  it('aborts the signal of each message before it gives up', async () => {
    const fn = on(orders, ({ id }, { signal }) =>
      id === 'a'
        ? undefined
        : new Promise<void>((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error))
          }),
    )
    const failed = { outcome: { failed: ['b', 'c'] }, took: 900 }
    expect(await timed(fn, queueOf('a', 'b', 'c'), 1000)).toEqual(failed)
    expect(log.lines).toMatchObject([
      { id: 'b', error: { name: 'TimeoutError' } },
      { id: 'c', error: { name: 'TimeoutError' } },
    ])
  })

  it('tells a message the time that its batch has left, not a time of its own', async () => {
    const left: number[] = []
    const fn = on(orders, async (_event, context) => {
      left.push(context.remainingMs())
      await sleep(50)
    })
    await timed(fn, queueOf('a', 'b'), 1000, { concurrency: 1 })
    expect(left).toEqual([1000, 950])
  })

  it('leaves no timer of its signals behind', async () => {
    const fn = on(orders, ({ id }, { signal }) => {
      if (id === 'b' || signal.aborted) throw new Error('down')
    })
    const invoke = eventHandler(fn)
    await invoke(queueOf(), {})
    vi.useFakeTimers()
    await invoke(queueOf('a', 'b'), { timeout: 60_000 })
    expect(vi.getTimerCount()).toBe(0)
  })
})
