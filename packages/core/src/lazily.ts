export interface Lazily<Module> {
  (): Promise<Module>
  /** Once it is loaded, for who would wait for nothing. */
  now?: Module
}

/**
 * A module that is loaded on first use. The promise is kept: Node resolves an `import()` anew each time it runs, which
 * costs a call more than what it imports.
 */
export function lazily<Module>(load: () => Promise<Module>): Lazily<Module> {
  let loading: Promise<Module> | undefined
  const get: Lazily<Module> = () => (loading ??= load().then((module) => (get.now = module)))
  return get
}
