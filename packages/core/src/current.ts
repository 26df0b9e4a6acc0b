import type { AsyncLocalStorage } from 'node:async_hooks'
import type { Context } from './context.ts'
import { setScope } from './scope.ts'
import { SampanError } from './errors.ts'

type Hooks = typeof import('node:async_hooks')

const MODULE = 'node:async_hooks'

let storage: AsyncLocalStorage<Context> | undefined
let opening: Promise<AsyncLocalStorage<Context>> | undefined

// Following a call through its awaits costs every call some 0.2 µs and the cold start a module. This line runs
// only where `currentContext` is imported: bundlers leave the module out of a function that does not use it.
setScope((context, step, ...args) => {
  // Node below 20.16 has no `process.getBuiltinModule`.
  if (storage === undefined && process.getBuiltinModule) open(process.getBuiltinModule(MODULE))
  if (storage !== undefined) return storage.run(context, step, ...args)
  opening ??= (import(MODULE) as Promise<Hooks>).then(open)
  return opening.then((opened) => opened.run(context, step, ...args))
})

function open(hooks: Hooks): AsyncLocalStorage<Context> {
  return (storage = new hooks.AsyncLocalStorage<Context>())
}

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
