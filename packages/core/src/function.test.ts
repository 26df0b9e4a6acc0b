import { describe, expect, it, vi } from 'vitest'
import { contextOf, eventOf } from '../test/plain.ts'
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
