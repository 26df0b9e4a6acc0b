import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import type { Arguments } from './arguments.ts'
import type { Bundle } from './bundle.ts'
import { nodeBinary } from './install.ts'

export interface Section {
  readonly title: string
  readonly text: string
}

const repository = new URL('../../', import.meta.url)

/** A part of the report, with what is needed to judge it and to make it again. */
export function section(
  title: string,
  asked: Arguments,
  bundles: readonly Bundle[],
  paragraphs: readonly string[],
): Section {
  const date = new Date().toISOString().slice(0, 10)
  const node = execFileSync(nodeBinary(asked.node), ['--version'], { encoding: 'utf8' }).trim()
  const made = `${date}, Node ${node.slice(1)}, ${versions(bundles).join(', ')}; \`${asked.command}\``
  return { title, text: [...paragraphs, made].join('\n\n') }
}

/** Puts the sections into the page of their Node, each in the place of the one of the same title. */
export function write(major: string, made: readonly Section[], order: readonly string[]): string {
  const folder = new URL('docs/benchmarks/', repository)
  const file = new URL(`node-${major}.md`, folder)
  const known = existsSync(file) ? readFileSync(file, 'utf8').split(/^## /m).slice(1) : []
  const sections = new Map(known.map((text) => [text.slice(0, text.indexOf('\n')), text]))
  for (const { title, text } of made) sections.set(title, `${title}\n\n${text}\n\n`)
  const place = (title: string): number => order.findIndex((id) => title.startsWith(`${id}:`))
  const sorted = [...sections].filter(([title]) => place(title) >= 0).sort(([a], [b]) => place(a) - place(b))
  mkdirSync(folder, { recursive: true })
  const page = [`# Node ${major}\n\n${machine()}\n\n`, ...sorted.map(([, text]) => `## ${text.trim()}\n\n`)]
  writeFileSync(file, `${page.join('').trim()}\n`)
  return file.pathname
}

function machine(): string {
  const all = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return (
    `Measured on ${all.length} × ${all[0]!.model.trim()}, ${memory} GB, ${process.platform} ${process.arch}. ` +
    'Only ratios travel from machine to machine: `raw` is hand-written on the native event, `raw-fetch` hand-written ' +
    'through Request and Response; every peer gives the same answers, checked before the clock starts.'
  )
}

/** Which release of what was measured, read from the packages that went into the bundles. */
function versions(bundles: readonly Bundle[]): string[] {
  const found = new Set<string>()
  for (const path of bundles.flatMap((one) => one.modules)) {
    const root = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(path)
    if (root === null) continue
    const { name, version } = JSON.parse(readFileSync(`${root[1]}/package.json`, 'utf8')) as {
      name: string
      version: string
    }
    found.add(`${name} ${version}`)
  }
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], {
    cwd: repository,
    encoding: 'utf8',
  })
  return [`Sampan ${commit.trim()}`, ...[...found].sort()]
}
