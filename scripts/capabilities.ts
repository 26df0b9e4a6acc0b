/** Writes the tables of docs/capabilities.md by asking the adapters: `pnpm example scripts/capabilities.ts`. A test holds both together. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withTable } from '../test/conformance/capabilities.ts'
import { eventPayloads } from '../test/conformance/events.ts'

// What the adapters log of the failures that they are asked about is of no interest here.
process.env['SAMPAN_LOG_LEVEL'] = 'fatal'

for (const path of ['docs/capabilities.md', 'docs/zh-CN/capabilities.md']) {
  const file = join(import.meta.dirname, '..', path)
  writeFileSync(file, await withTable(readFileSync(file, 'utf8'), eventPayloads))
}
