import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { summary } from './scripts/vitest-summary.ts'

const ignored = ['**/node_modules/**', '**/dist/**', 'test/bench/**']

/** What both runs share: the packages' sources stand in for their builds, so no test waits for `tsc -b`. */
export const shared: ViteUserConfig = {
  resolve: { conditions: ['sampan-source', 'node'] },
  ssr: {
    resolve: { conditions: ['sampan-source', 'node'], externalConditions: ['sampan-source', 'node'] },
  },
  test: { exclude: ignored, reporters: ['default', summary] },
}

const config: ViteUserConfig = defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: ['{packages,examples,test}/**/*.test.ts'],
    exclude: [...ignored, '**/*.integration.test.ts'],
    typecheck: {
      enabled: true,
      include: ['{packages,examples,test}/**/*.test-d.ts'],
      exclude: ignored,
      tsconfig: './tsconfig.json',
      ignoreSourceErrors: true,
    },
  },
})

export default config
