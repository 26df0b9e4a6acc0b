import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import type { Arguments } from './arguments.ts'
import { bundleProgram } from './bundle.ts'
import { type Measured, measure } from './process.ts'
import { section, type Section } from './report.ts'
import { shapes } from './shared/table.ts'
import { ratios, spread } from './statistics.ts'
import { table } from './table.ts'

/** The matcher alone, beside the libraries' matchers: no event is decoded, no handler runs. */
export async function router(asked: Arguments): Promise<Section> {
  const program = await bundleProgram('router')
  const rounds = asked.quick ? 40 : 300
  const columns: Measured[] = []
  for (const count of [100, 1000]) {
    columns.push(JSON.parse(await measure(asked.node, [program, String(count), String(rounds)])) as Measured)
  }
  const rows = columns[0]!.map(([peer], at) => [
    peer,
    ...columns.flatMap((measured) => {
      const samples = measured[at]![1]
      return [spread(samples).median.toFixed(0), ratios(samples, measured[0]![1]).median.toFixed(2)]
    }),
  ])
  return section(
    'router: one match among 100 and 1,000 routes',
    asked,
    [],
    [
      `Nanoseconds a match, medians of ${rounds} rounds, and the medians of their ratio to Sampan's of the same round. The routes have one to four segments and up to two params; the paths are fresh strings. Every one hands out the params of its match; Sampan's are decoded, and so are find-my-way's. ${peerVersions()}.`,
      table(['matcher', '100: ns', 'ratio', '1,000: ns', 'ratio'], rows),
      `The compiler takes ${compileSeconds().toFixed(2)} s for an application of 200 routes with params, options and middleware, the check of zod's and Sampan's own types included.`,
    ],
  )
}

function peerVersions(): string {
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
    dependencies: { [name: string]: string }
  }
  return ['find-my-way', 'rou3', 'hono'].map((name) => `${name} ${dependencies[name]}`).join(', ')
}

/** `tsc` on a program that a user may have written. */
function compileSeconds(): number {
  const folder = new URL('dist/types/', import.meta.url).pathname
  mkdirSync(folder, { recursive: true })
  const routes = shapes(200).map(({ method, path }, at) => {
    const options = `{ query: Page, produces: 'application/json', identity: { roles: ['r${at}'] } }`
    return `  .${method.toLowerCase()}('${path}', ${options}, ({ params, query }, { user }) => ({ ...params, query, user }))`
  })
  const source = [
    `import { use } from '@sampan/core'`,
    `import { router } from '@sampan/middleware/router'`,
    `import * as z from 'zod'`,
    `const Page = z.object({ limit: z.coerce.number() })`,
    `export const api = router(use((_event, _context, next) => next({ user: 'ann' })))`,
    ...routes,
  ].join('\n')
  writeFileSync(`${folder}app.ts`, source)
  writeFileSync(
    `${folder}tsconfig.json`,
    JSON.stringify({ extends: '../../tsconfig.json', include: ['app.ts'], exclude: [] }),
  )
  const tsc = new URL('../../node_modules/.bin/tsc', import.meta.url).pathname
  const start = performance.now()
  execFileSync(tsc, ['-p', folder], { stdio: 'inherit' })
  return (performance.now() - start) / 1000
}
