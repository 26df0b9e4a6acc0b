import type { Reporter } from 'vitest/node'

/** Ends a run with `N passed, N failed, N skipped`, alone on its line: .ci/run adds these lines up. */
export const summary: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    for (const module of modules) {
      const before = count.failed
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        count[state === 'pending' ? 'failed' : state] += 1
      }
      // A file that could not be loaded, or whose hook threw, has failed even where no test of it has.
      if (module.state() === 'failed' && count.failed === before) count.failed += 1
    }
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`)
  },
}
