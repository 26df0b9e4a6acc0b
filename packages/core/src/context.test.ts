import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { captureLog, contextOf, eventOf } from '../test/plain.ts'
import { Context, endContext, toCredentials } from './context.ts'
import { settlePending } from './pending.ts'
import type { Log } from './log.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const trace = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true }

describe('Context', () => {
  it('says what the platform says', () => {
    const credentials = toCredentials('id', 'secret', 'token')!
    const native = { requestId: 'r-1', functionName: 'shop', timeout: 3000, credentials, trace }
    const context = new Context(
      {
        provider: 'baidu',
        requestId: () => native.requestId,
        functionName: () => native.functionName,
        functionVersion: () => '3',
        region: () => 'bj',
        memoryMb: () => 256,
        remainingMs: () => 3000,
        credentials: () => credentials,
      },
      native,
      eventOf(),
      true,
    )
    expect(context).toMatchObject({
      native,
      provider: 'baidu',
      requestId: 'r-1',
      functionName: 'shop',
      functionVersion: '3',
      region: 'bj',
      memoryMb: 256,
      coldStart: true,
      credentials,
      trace: undefined,
      deadline: new Date(1_700_000_003_000),
    })
  })

  it('is empty, not undefined, where the platform gives no text', () => {
    expect(contextOf()).toMatchObject({
      requestId: '',
      functionName: '',
      functionVersion: '',
      region: '',
      memoryMb: undefined,
      credentials: undefined,
      coldStart: false,
    })
  })

  it('counts down to the deadline', () => {
    const context = contextOf({ timeout: 5000 })
    vi.advanceTimersByTime(2000)
    expect(context.remainingMs()).toBe(3000)
    expect(context.deadline).toEqual(new Date(1_700_000_005_000))
  })

  it('has no deadline where the platform sets no limit', () => {
    const context = contextOf()
    expect([context.remainingMs(), context.deadline]).toEqual([Infinity, undefined])
  })

  it("belongs to the trace of the event, else to the platform's", () => {
    const headers = { traceparent: `00-${'c'.repeat(32)}-${'d'.repeat(16)}-00` }
    expect(contextOf({ trace }, eventOf({ headers })).trace?.traceId).toBe('c'.repeat(32))
    expect(contextOf({ trace }, eventOf({ headers: { traceparent: 'nonsense' } })).trace).toEqual(trace)
    expect(contextOf().trace).toBeUndefined()
    // An event of a later kind may have no headers.
    expect(contextOf({ trace }, { kind: 'odd' } as never).trace).toEqual(trace)
  })

  it('keeps its log, and takes another one', () => {
    const context = contextOf()
    expect(context.log).toBe(context.log)
    const other = {} as Log
    context.log = other
    expect(context.log).toBe(other)
  })
})

describe('toCredentials', () => {
  it('gives them whole', () => {
    expect(toCredentials('id', 'secret', 'token')).toEqual({
      accessKeyId: 'id',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    })
    expect(toCredentials('id', 'secret', '')?.sessionToken).toBeUndefined()
  })

  it.each([
    [undefined, 'secret'],
    ['id', ''],
    [7, 'secret'],
    ['id', null],
  ])('gives none for half of them: %j and %j', (id, secret) => {
    expect(toCredentials(id, secret, 'token')).toBeUndefined()
  })
})

describe('context.signal', () => {
  it('starts no timer for who does not ask', () => {
    contextOf({ timeout: 1000 })
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([
    [20_000, 19_000],
    [10_000, 9000],
    [3000, 2700],
  ])('of a call with %i ms aborts after %i ms, with time left to clean up', (timeout, after) => {
    const { signal } = contextOf({ timeout })
    vi.advanceTimersByTime(after - 1)
    expect(signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect(signal.reason).toMatchObject({ name: 'TimeoutError', code: 'SAMPAN_DEADLINE' })
  })

  it('is one signal', () => {
    const context = contextOf({ timeout: 1000 })
    expect(context.signal).toBe(context.signal)
    expect(vi.getTimerCount()).toBe(1)
  })

  it.each([0, -5])('is aborted from the start with %i ms left', (timeout) => {
    expect(contextOf({ timeout }).signal.aborted).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not fire at once where the limit is longer than timers count', () => {
    const { signal } = contextOf({ timeout: 90 * 24 * 3_600_000 })
    vi.advanceTimersByTime(60_000)
    expect(signal.aborted).toBe(false)
  })

  it('needs no deadline', () => {
    expect(contextOf().signal.aborted).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('aborts when the caller is gone', () => {
    const client = new AbortController()
    const { signal } = contextOf({ signal: client.signal })
    expect(signal.aborted).toBe(false)
    client.abort('closed')
    expect([signal.aborted, signal.reason]).toEqual([true, 'closed'])
  })

  it('is aborted where the caller was gone before anybody asked', () => {
    expect(contextOf({ signal: AbortSignal.abort('closed'), timeout: 1000 }).signal.reason).toBe('closed')
  })

  it('holds no timer after the call', () => {
    const context = contextOf({ timeout: 1000 })
    const { signal } = context
    endContext(context)
    vi.advanceTimersByTime(5000)
    expect(signal.aborted).toBe(false)
  })
})

it('may be taken apart', async () => {
  const context = contextOf({ timeout: 3000 })
  const { remainingMs, waitUntil } = context
  const done: string[] = []
  waitUntil(Promise.resolve().then(() => done.push('later')))
  await settlePending(context)
  expect([remainingMs(), done]).toEqual([3000, ['later']])
})

it('counts its time from the start that it is given', () => {
  const { remainingMs } = new Context(
    contextOf()._source,
    { timeout: 3000 },
    undefined,
    false,
    Date.now() - 1000,
  )
  expect(remainingMs()).toBe(2000)
})

describe('waitUntil', () => {
  it('is waited for, with what it hands over itself', async () => {
    const context = contextOf()
    const done: string[] = []
    context.waitUntil(
      after(10).then(() => {
        done.push('one')
        context.waitUntil(after(10).then(() => done.push('two')))
      }),
    )
    const settled = settlePending(context)
    await vi.advanceTimersByTimeAsync(30)
    await settled
    expect(done).toEqual(['one', 'two'])
  })

  it('logs a rejection and waits for the others', async () => {
    const log = captureLog()
    const context = contextOf({ requestId: 'r-1' })
    const other = vi.fn<() => void>()
    context.waitUntil(Promise.reject(new Error('mail refused')))
    context.waitUntil(Promise.resolve().then(other))
    await settlePending(context)
    expect(other).toHaveBeenCalledOnce()
    expect(log.lines).toEqual([
      expect.objectContaining({
        level: 'error',
        message: 'work passed to waitUntil failed',
        requestId: 'r-1',
        error: expect.objectContaining({ message: 'mail refused' }) as object,
      }),
    ])
  })

  it('takes any thenable', async () => {
    const context = contextOf()
    // oxlint-disable-next-line unicorn/no-thenable
    const then = vi.fn<(resolve: () => void) => void>((resolve) => resolve())
    // oxlint-disable-next-line unicorn/no-thenable
    context.waitUntil({ then } as never)
    await settlePending(context)
    expect(then).toHaveBeenCalledOnce()
  })

  it.each([
    [20_000, 19_500],
    [1000, 900],
  ])('is given up shortly before the deadline of %i ms, and that is logged', async (timeout, after) => {
    const log = captureLog()
    const context = contextOf({ timeout })
    context.waitUntil(new Promise(() => {}))
    const settled = vi.fn<() => void>()
    void settlePending(context).then(settled)
    await vi.advanceTimersByTimeAsync(after - 1)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(settled).toHaveBeenCalledOnce()
    expect(log.lines[0]).toMatchObject({
      level: 'warn',
      message: 'work passed to waitUntil was not finished at the deadline',
    })
  })

  it('leaves no timer where the work ends before the deadline', async () => {
    const context = contextOf({ timeout: 1000 })
    context.waitUntil(Promise.resolve())
    await settlePending(context)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not wait at all when the deadline has passed', async () => {
    captureLog()
    const context = contextOf({ timeout: -100 })
    context.waitUntil(new Promise(() => {}))
    const settled = settlePending(context)
    await vi.advanceTimersByTimeAsync(0)
    await expect(settled).resolves.toBeUndefined()
  })
})

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
