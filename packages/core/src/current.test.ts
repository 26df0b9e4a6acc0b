import { describe, expect, it, vi } from 'vitest'
import { call, captureLog, handlerOf, plainContext } from '../test/plain.ts'
import type { Codec } from './codec.ts'
import { currentContext } from './current.ts'
import { createInvoke } from './driver.ts'
import { on, use } from './function.ts'
import { http } from './http/trigger.ts'

const noCall = expect.objectContaining({ code: 'SAMPAN_NO_CALL' }) as Error

const whose = (): string => currentContext().requestId

describe('currentContext', () => {
  it('is the context that the handler is given, however deep', async () => {
    const fn = on(http(), async (_event, context) => {
      await Promise.resolve()
      return [1].map(() => currentContext() === context)
    })
    expect((await call(fn)).body).toBe('[true]')
  })

  it('is there in middleware, with what it added', async () => {
    const fn = use(async (_event, _context, next) => next({ tenant: whose() })).on(
      http(),
      () => (currentContext() as unknown as { tenant: string }).tenant,
    )
    expect((await call(fn, {}, { requestId: 'r-1' })).body).toBe('r-1')
  })

  it('never mixes calls that run at once', async () => {
    const turns: (() => void)[] = []
    const turn = (): Promise<void> =>
      new Promise((resolve) => {
        turns.push(resolve)
      })
    const fn = on(http(), async () => {
      const seen = [whose()]
      await turn()
      seen.push(whose())
      await turn()
      return [...seen, whose()]
    })
    const invoke = handlerOf(fn)
    const calls = ['a', 'b', 'c'].map((requestId) => invoke({}, { requestId }))
    // Each time the newest goes on first.
    for (let round = 0; round < 2; round++) {
      for (const resolve of turns.splice(0).toReversed()) resolve()
      await new Promise(setImmediate)
    }
    const bodies = (await Promise.all(calls)).map((output) => (output as { body: string }).body)
    expect(bodies).toEqual(['["a","a","a"]', '["b","b","b"]', '["c","c","c"]'])
  })

  it('is there while a body streams', async () => {
    const fn = on(http(), async function* () {
      yield `${whose()} `
      await Promise.resolve()
      yield whose()
    })
    const output = await call(fn, {}, { requestId: 'r-1' })
    expect(Buffer.from(output.body, 'base64').toString()).toBe('r-1 r-1')
  })

  it('is there while the reply is delivered, and in the work after it', async () => {
    const seen: string[] = []
    const fn = on(http(), (_event, context) => {
      context.waitUntil(new Promise(setImmediate).then(() => seen.push(`after ${whose()}`)))
    })
    await handlerOf(fn)({}, { requestId: 'r-1' }, () => seen.push(`deliver ${whose()}`))
    expect(seen).toEqual(['deliver r-1', 'after r-1'])
  })

  it('is none outside of a call, nor after one', async () => {
    expect(currentContext).toThrow(noCall)
    await call(on(http(), whose), {}, { requestId: 'r-1' })
    expect(currentContext).toThrow(noCall)
  })

  it('is none where the event is not yet known', async () => {
    const seen = vi.fn<typeof currentContext>(currentContext)
    const codec = { name: 'x', kind: 'http', match: () => seen() } as unknown as Codec
    const invoke = createInvoke({ codecs: [codec], context: plainContext }, [on(http(), whose)], {})
    await expect(invoke({}, {})).rejects.toThrow(noCall)
    expect(seen).toHaveBeenCalledOnce()
  })

  it('lets an error of the handler through', async () => {
    const log = captureLog()
    const fn = on(http(), () => {
      throw new Error(`of ${whose()}`)
    })
    expect((await call(fn, {}, { requestId: 'r-1' })).status).toBe(500)
    expect(log.lines[0]).toMatchObject({ requestId: 'r-1', error: { message: 'of r-1' } })
    vi.restoreAllMocks()
  })
})
