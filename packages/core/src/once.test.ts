import { afterEach, describe, expect, it, vi } from 'vitest'
import { once, stopAll } from './once.ts'

afterEach(stopAll)

describe('once', () => {
  it('opens at the first call, and once for all who ask meanwhile', async () => {
    const start = vi.fn(async () => ({ open: true }))
    const get = once(start)
    expect(start).not.toHaveBeenCalled()
    const [one, other] = await Promise.all([get(), get()])
    expect(one).toBe(other)
    expect(await get()).toBe(one)
    expect(start).toHaveBeenCalledOnce()
  })

  it('forgets a start that failed, for all who shared it, and tries again', async () => {
    const start = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Error('refused'))
      .mockResolvedValue('open')
    const get = once(start)
    const both = await Promise.allSettled([get(), get()])
    expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected'])
    expect(await get()).toBe('open')
    expect(start).toHaveBeenCalledTimes(2)
  })

  it('rejects, and does not throw, where start throws before its promise', async () => {
    const get = once(() => {
      throw new Error('no address')
    })
    const attempt = get()
    await expect(attempt).rejects.toThrow('no address')
  })
})

describe('stopAll', () => {
  it('closes the newest first, and waits for each', async () => {
    const order: string[] = []
    const open = (name: string): (() => Promise<string>) =>
      once(() => name, {
        async stop(value) {
          await Promise.resolve()
          order.push(value)
        },
      })
    const pool = open('pool')
    const cache = open('cache')
    await pool()
    await cache()
    expect(await stopAll()).toEqual([])
    expect(order).toEqual(['cache', 'pool'])
  })

  it('closes what another one was opened with after that other one', async () => {
    const order: string[] = []
    const secrets = once(() => 'secrets', { stop: (name) => order.push(name) })
    const pool = once(async () => `pool by ${await secrets()}`, { stop: (name) => order.push(name) })
    await pool()
    await stopAll()
    expect(order).toEqual(['pool by secrets', 'secrets'])
  })

  it('tries each and gives the failures back', async () => {
    const stopped = vi.fn()
    await once(() => 1, { stop: stopped })()
    await once(() => 2, { stop: () => Promise.reject(new Error('two hangs')) })()
    await once(() => 3, {
      stop() {
        throw new Error('three is gone')
      },
    })()
    expect(await stopAll()).toEqual([new Error('three is gone'), new Error('two hangs')])
    expect(stopped).toHaveBeenCalledExactlyOnceWith(1)
  })

  it('lets a stopped one be opened anew, and stops each opening once', async () => {
    const stop = vi.fn()
    let opened = 0
    const get = once(() => ++opened, { stop })
    await get()
    await stopAll()
    await stopAll()
    expect(stop).toHaveBeenCalledTimes(1)
    expect(await get()).toBe(2)
    await stopAll()
    expect(stop).toHaveBeenLastCalledWith(2)
  })

  it('does not close what never opened, or failed to', async () => {
    const stop = vi.fn()
    once(() => 1, { stop })
    await once(() => Promise.reject(new Error('no')), { stop })().catch(() => {})
    await stopAll()
    expect(stop).not.toHaveBeenCalled()
  })
})
