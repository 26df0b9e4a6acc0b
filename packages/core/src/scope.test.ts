import { beforeEach, describe, expect, it, vi } from 'vitest'
import { contextOf } from '../test/plain.ts'

let scope: typeof import('./scope.ts')

beforeEach(async () => {
  vi.resetModules()
  scope = await import('./scope.ts')
})

describe('inScope', () => {
  it('runs the step with its arguments, where nobody asks for the current call', async () => {
    expect(await scope.inScope(contextOf(), async (a: number, b: number) => a + b, 1, 2)).toBe(3)
  })

  it('enters the scope of the call where somebody does', async () => {
    const context = contextOf()
    const entered: unknown[] = []
    scope.setScope((entering, step, ...args) => {
      entered.push(entering)
      return step(...args)
    })
    expect(await scope.inScope(context, async (text: string) => text, 'done')).toBe('done')
    expect(entered).toEqual([context])
  })
})

it('takeCold is true once in an instance', () => {
  expect([scope.takeCold(), scope.takeCold(), scope.takeCold()]).toEqual([true, false, false])
})
