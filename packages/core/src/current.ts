import type { AsyncLocalStorage } from 'node:async_hooks'
import { builtin } from './builtin.ts'
import type { Context } from './context.ts'
import { setScope } from './driver.ts'
import { SampanError } from './errors.ts'

let storage: AsyncLocalStorage<Context> | undefined

// Following a call through its awaits costs every call some 0.2 µs and the cold start a module. This line runs
// only where `currentContext` is imported: bundlers leave the module out of a function that does not use it.
setScope((context, step, ...args) => {
  storage ??= new (builtin('node:async_hooks').AsyncLocalStorage)<Context>()
  return storage.run(context, step, ...args)
})

/**
 * The context of the call that this code runs in, however deep: for log lines and deadlines in code that is not
 * handed the context.
 *
 * @throws SampanError SAMPAN_NO_CALL outside of any call
 */
export function currentContext(): Context {
  const context = storage?.getStore()
  if (context !== undefined) return context
  throw new SampanError('SAMPAN_NO_CALL', 'currentContext() was called outside of a call of a function')
}
