import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { shared } from './vitest.config.ts'

/** Tests against real engines; each needs its server on this machine. */
const config: ViteUserConfig = defineConfig({
  ...shared,
  test: { ...shared.test, include: ['{packages,examples,test}/**/*.integration.test.ts'] },
})

export default config
