import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, it } from 'vitest'
import { builtin } from './builtin.ts'

// What happens on a Node without process.getBuiltinModule is tried on a bundle, in test/bundle.
describe('builtin', () => {
  it('gives the module', () => {
    expect(builtin('node:async_hooks').AsyncLocalStorage).toBe(AsyncLocalStorage)
  })
})
