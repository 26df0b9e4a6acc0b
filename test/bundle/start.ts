import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Bundle } from './bundle.ts'

/** What a fresh process did between the import of a function and the end of its calls. */
export interface Start {
  readonly outputs: readonly unknown[]
  /** Modules of Node's own that were loaded meanwhile. */
  readonly loaded: readonly string[]
  /** Globals of fetch that were read meanwhile. */
  readonly touched: readonly string[]
}

export interface Calls {
  /** The name of the exported handler; `handler` where nothing is said. */
  readonly handler?: string
  /** Node code that runs before the function is imported. */
  readonly before?: string
}

/** Imports the bundle's handler in a process of its own, and calls it with each of the events. */
export async function start(
  { path }: Bundle,
  events: readonly unknown[],
  { handler = 'handler', before = '' }: Calls = {},
): Promise<Start> {
  const cjs = path.endsWith('.cjs')
  const program = join(dirname(path), `start.${cjs ? 'cjs' : 'mjs'}`)
  await writeFile(
    program,
    `${before}
const events = ${JSON.stringify(events)}
const context = { requestId: 'r-1', awsRequestId: 'r-1' }
const touched = []
for (const name of ['Request', 'Response', 'Headers', 'fetch', 'FormData']) {
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get() {
      touched.push(name)
      throw new Error(name + ' was touched')
    },
  })
}
async function main() {
  const known = process.moduleLoadList.length
  const { ${handler}: handler } = ${cjs ? 'require' : 'await import'}(${JSON.stringify(path)})
  const outputs = []
  for (const event of events) outputs.push(await handler(event, context))
  const loaded = process.moduleLoadList.slice(known)
  process.stdout.write(JSON.stringify({ outputs, loaded, touched }))
}
main()
`,
  )
  // Functions run on Node versions that this test's own tools do not.
  const { stdout } = await promisify(execFile)(process.env['SAMPAN_NODE'] ?? process.execPath, [program])
  const done = JSON.parse(stdout) as Start
  // Node 18 loads its loader of ES modules at the first import() of a CommonJS program.
  return { ...done, loaded: done.loaded.filter((name) => !/\/esm[/_]/.test(name)) }
}
