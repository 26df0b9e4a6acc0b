/**
 * A module that is loaded on first use. The promise is kept: Node resolves an `import()` anew each time it runs, which
 * costs a call more than what it imports.
 */
export function lazily<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let loading: Promise<Module> | undefined
  return () => (loading ??= load())
}
