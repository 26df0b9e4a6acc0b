import { expect, it, vi } from 'vitest'
import { lazily } from './lazily.ts'

it('loads at the first use, and once for all', async () => {
  const load = vi.fn<() => Promise<object>>(async () => ({}))
  const module = lazily(load)
  expect(load).not.toHaveBeenCalled()
  const [one, other] = await Promise.all([module(), module()])
  expect(one).toBe(other)
  expect(await module()).toBe(one)
  expect(load).toHaveBeenCalledTimes(1)
})
