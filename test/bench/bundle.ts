import { existsSync, readdirSync } from 'node:fs'
import { type OutputOptions, rolldown } from 'rolldown'
import type { Workload } from './workload.ts'

export type Format = 'esm' | 'cjs'

export interface Bundle {
  readonly peer: string
  readonly path: string
  /** What is read at start: the entry. */
  readonly bytes: number
  /** Chunks that are only read when they are asked for. */
  readonly lazyBytes: number
  /** Every source file in it. */
  readonly modules: readonly string[]
  /** Of the entry. */
  readonly code: string
  readonly map: { readonly sources: readonly string[]; readonly mappings: string } | undefined
}

const folder = new URL('.', import.meta.url).pathname

/** Who takes part in a workload: whoever has a file for it. `raw` first, because all others are divided by it. */
export function peersOf(workload: Workload, wanted?: readonly string[]): string[] {
  const all = readdirSync(`${folder}peers`).filter((peer) => existsSync(source(peer, workload)))
  const taken = all.filter((peer) => peer === 'raw' || wanted === undefined || wanted.includes(peer))
  return taken.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
}

/** A peer's function as it would be deployed: one folder with an entry, minified. */
export function bundlePeer(peer: string, workload: Workload, format: Format): Promise<Bundle> {
  const input = source(peer, workload)
  // Everything that is needed at start in one file, and what is imported on demand beside it: each further file at
  // start costs more than ten kilobytes in the first.
  const codeSplitting = { groups: [{ name: 'index', test: (id: string) => id === input }] }
  return bundle(peer, input, `${workload.file}/${peer}/${format}`, format, codeSplitting)
}

/** The program of a measured process, which Node 20 could not read as TypeScript. */
export async function bundleProgram(name: string, format: Format = 'esm'): Promise<string> {
  const { path } = await bundle(name, `${folder}inside/${name}.ts`, `inside/${name}/${format}`, format, false)
  return path
}

async function bundle(
  peer: string,
  input: string,
  place: string,
  format: Format,
  codeSplitting: OutputOptions['codeSplitting'] & {},
): Promise<Bundle> {
  const dir = `${folder}dist/${place}`
  const build = await rolldown({
    input: { index: input },
    platform: 'node',
    logLevel: 'silent',
    // Lambda's runtime brings it; lambda-api asks for it when a file is sent from S3.
    external: /^@aws-sdk\//,
    // What stands in the workspace is measured, not what was built from it last.
    resolve: { conditionNames: ['sampan-source', 'node', 'import', 'default'] },
    preserveEntrySignatures: 'allow-extension',
  })
  const extension = format === 'esm' ? 'mjs' : 'cjs'
  const names = { entryFileNames: `[name].${extension}`, chunkFileNames: `[name].${extension}` }
  const { output } = await build.write({
    dir,
    format,
    minify: true,
    sourcemap: 'hidden',
    cleanDir: true,
    codeSplitting,
    ...names,
  })
  await build.close()
  const chunks = output.filter((one) => one.type === 'chunk')
  const entry = chunks.find((one) => one.isEntry)!
  const bytes = Buffer.byteLength(entry.code)
  const all = chunks.reduce((sum, one) => sum + Buffer.byteLength(one.code), 0)
  return {
    peer,
    path: `${dir}/${entry.fileName}`,
    bytes,
    lazyBytes: all - bytes,
    modules: chunks.flatMap((one) => one.moduleIds),
    code: entry.code,
    map: entry.map ?? undefined,
  }
}

function source(peer: string, { file }: Workload): string {
  return `${folder}peers/${peer}/${file}.ts`
}

function rank(peer: string): number {
  return peer === 'raw' ? 0 : peer === 'sampan' ? 1 : peer === 'raw-fetch' ? 2 : 3
}
