import { SampanError } from './errors.ts'

interface Builtins {
  'node:async_hooks': typeof import('node:async_hooks')
}

/**
 * A module of Node's own, loaded at first use: a static import would charge its load to every cold start.
 * Node 18 has no `process.getBuiltinModule`; there a function is a CommonJS bundle, which has `require`.
 */
export function builtin<Name extends keyof Builtins>(name: Name): Builtins[Name] {
  const load = process.getBuiltinModule ?? (typeof require === 'function' ? require : undefined)
  if (load === undefined) {
    throw new SampanError(
      'SAMPAN_OLD_NODE',
      `${name} cannot be loaded: bundle as CommonJS for Node below 20.16`,
    )
  }
  return load(name) as Builtins[Name]
}
