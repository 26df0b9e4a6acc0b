import { describe, expect, it, vi } from 'vitest'
import { contextOf, eventOf } from '../test/plain.ts'
import { PermanentError } from './errors.ts'
import { queue } from './events/queue.ts'
import { on, use } from './function.ts'
import { http } from './http/trigger.ts'
import type { Middleware } from './middleware.ts'
import type { Trigger } from './trigger.ts'

describe('on', () => {
  it('is plain data: the trigger, and what runs', () => {
    const trigger = http('GET /a')
    const fn = on(trigger, () => 'a')
    expect(fn).toEqual({ trigger, run: expect.any(Function) })
    expect(JSON.stringify(fn)).toContain('"route":"GET /a"')
  })

  it('is the handler itself where its trigger has nothing to prepare', () => {
    const trigger: Trigger = { kind: 'http', label: 'x', overlaps: () => false }
    expect(on(trigger, String).run).toBe(String)
  })

  it('gives the handler event and context', () => {
    const handler = vi.fn<() => void>()
    const [event, context] = [eventOf(), contextOf()]
    on(http(), handler).run(event, context)
    expect(handler).toHaveBeenCalledExactlyOnceWith(event, context)
  })

  it('throws the miss of the trigger, and does not ask the handler', () => {
    const handler = vi.fn<() => void>()
    const miss = new Error('not mine')
    const trigger: Trigger = { kind: 'http', label: 'x', overlaps: () => false, prepare: () => miss }
    expect(() => on(trigger, handler).run(eventOf(), contextOf())).toThrow(miss)
    expect(handler).not.toHaveBeenCalled()
  })
})

describe('use', () => {
  it('puts the layer around the handler, prepared or not', () => {
    const layer = vi.fn<Middleware>((_event, _context, next) => next())
    const trigger: Trigger = { kind: 'http', label: 'x', overlaps: () => false }
    const pipeline = use(layer)
    expect(pipeline.on(trigger, () => 'bare').run(eventOf(), contextOf())).toBe('bare')
    expect(pipeline.on(http('/:x'), ({ params }) => params.x).run(eventOf({ path: '/7' }), contextOf())).toBe(
      '7',
    )
    expect(layer).toHaveBeenCalledTimes(2)
  })

  it('has filled in the params when the layers are asked', () => {
    const fn = use((event, _context, next) => {
      expect(event.kind === 'http' && event.params).toEqual({ x: '7' })
      return next()
    }).on(http('/:x'), () => 'seen')
    expect(fn.run(eventOf({ path: '/7' }), contextOf())).toBe('seen')
  })
})

const preparing = (prepare: () => Promise<Error | undefined>): Trigger => ({
  kind: 'queue',
  label: 'x',
  overlaps: () => false,
  prepare,
})
const late = async <T>(value: T): Promise<T> => {
  await new Promise(setImmediate)
  return value
}

describe('a trigger that takes its time to prepare', () => {
  it('is waited for before the handler, whose result it does not change', async () => {
    const order: string[] = []
    const trigger = preparing(() => late(undefined).then(() => void order.push('prepared')))
    const fn = on(trigger, () => {
      order.push('handled')
      return 7
    })
    expect(await fn.run(eventOf(), contextOf())).toBe(7)
    expect(order).toEqual(['prepared', 'handled'])
  })

  it('fails what it says is wrong, or what it rejects with, and the handler is not called', async () => {
    const handler = vi.fn<() => void>()
    const miss = new PermanentError('refused')
    await expect(
      on(
        preparing(() => late(miss)),
        handler,
      ).run(eventOf(), contextOf()),
    ).rejects.toBe(miss)
    const rejecting = preparing(() => Promise.reject(new Error('no schema')))
    await expect(on(rejecting, handler).run(eventOf(), contextOf())).rejects.toThrow('no schema')
    expect(handler).not.toHaveBeenCalled()
  })

  it('fails inside of the middleware, which may see it, and may mend it', async () => {
    const handler = vi.fn<() => void>()
    const seen: string[] = []
    const fn = use(async (_event, _context, next) => {
      seen.push('before')
      try {
        return await next()
      } catch (error) {
        seen.push((error as Error).message)
        return 'mended' as never
      }
    }).on(
      preparing(() => late(new PermanentError('refused'))),
      handler,
    )
    expect(await fn.run(eventOf(), contextOf())).toBe('mended')
    expect(seen).toEqual(['before', 'refused'])
    expect(handler).not.toHaveBeenCalled()
  })

  it("that fails is nobody's unhandled rejection where no layer asks for it", async () => {
    const unhandled = vi.fn<() => void>()
    process.on('unhandledRejection', unhandled)
    const fn = use(() => 'answered' as never).on(
      preparing(() => Promise.reject(new Error('late'))),
      vi.fn(),
    )
    expect(await fn.run(eventOf(), contextOf())).toBe('answered')
    await new Promise(setImmediate)
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})

describe('options', () => {
  it('are kept with the function, and closed', () => {
    const [orders, deadLetter] = [queue('orders'), queue('lost')]
    expect(on(orders, () => {}, { deadLetter }).options).toEqual({ deadLetter })
    expect(on(orders, () => {}).options).toBeUndefined()
    const misspelt = { deadletter: deadLetter } as never
    for (const define of [on, use((_event, _context, next) => next()).on]) {
      expect(() => define(orders, () => {}, misspelt)).toThrow(
        'on() has no option "deadletter"; did you mean "deadLetter"?',
      )
    }
  })
})
