import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

export type Format = 'esm' | 'cjs'

/** A function as it is deployed: an entry and what it loads on demand, minified. */
export interface Bundle {
  /** The entry's file. */
  readonly path: string
  /** Of the entry and the chunks that it imports at start. */
  readonly bytes: number
  readonly gzip: number
  /** Of the chunks that are loaded when something asks for them. */
  readonly lazyBytes: number
}

interface Chunk {
  readonly fileName: string
  readonly code: string
  readonly isEntry: boolean
  /** Static ones. */
  readonly imports: readonly string[]
}

/** The part of rolldown that is used here. */
interface Rolldown {
  build(options: object): Promise<{ output: readonly Chunk[] }>
}

// The bundler that Vite brings: what a user's build is most likely made with.
const fromVite = createRequire(createRequire(import.meta.url).resolve('vite'))

/** Bundles TypeScript, which imports what this folder may import, into `folder`. */
export async function bundle(
  source: string,
  format: Format,
  folder: string,
  single: boolean = false,
): Promise<Bundle> {
  const { build } = (await import(pathToFileURL(fromVite.resolve('rolldown')).href)) as Rolldown
  const entry = join(import.meta.dirname, 'function.ts')
  const extension = format === 'esm' ? 'mjs' : 'cjs'
  const { output } = await build({
    input: entry,
    platform: 'node',
    write: false,
    logLevel: 'silent',
    resolve: { conditionNames: ['sampan-source', 'node', 'import', 'default'] },
    preserveEntrySignatures: 'allow-extension',
    plugins: [
      {
        name: 'function',
        resolveId: (id: string) => (id === entry ? id : undefined),
        load: (id: string) => (id === entry ? source : undefined),
      },
    ],
    output: {
      format,
      minify: true,
      // What is needed at start is one file: a further one costs more time than ten kilobytes in the first.
      codeSplitting: single ? false : { groups: [{ name: 'function', test: (id: string) => id === entry }] },
      entryFileNames: `[name].${extension}`,
      chunkFileNames: `[name]-[hash].${extension}`,
    },
  })
  await Promise.all(output.map(({ fileName, code }) => writeFile(join(folder, fileName), code)))
  const first = output.find((one) => one.isEntry)!
  const atStart = new Set([first])
  for (const { imports } of atStart) {
    for (const one of output) if (imports.includes(one.fileName)) atStart.add(one)
  }
  const all = [...atStart].map((one) => one.code).join('')
  const bytes = Buffer.byteLength(all)
  return {
    path: join(folder, first.fileName),
    bytes,
    gzip: gzipSync(all).length,
    lazyBytes: Buffer.byteLength(output.map((one) => one.code).join('')) - bytes,
  }
}
