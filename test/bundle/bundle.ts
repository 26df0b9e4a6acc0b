import { createRequire } from 'node:module'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

export type Format = 'esm' | 'cjs'

/** A function as it is deployed: one file, minified. */
export interface Bundle {
  readonly path: string
  readonly code: string
  readonly bytes: number
  readonly gzip: number
}

/** The part of rolldown that is used here. */
interface Rolldown {
  build(options: object): Promise<{ output: readonly { readonly code: string }[] }>
}

// The bundler that Vite brings: what a user's build is most likely made with.
const fromVite = createRequire(createRequire(import.meta.url).resolve('vite'))

/** Bundles TypeScript, which imports what this folder may import, into one file of `folder`. */
export async function bundle(source: string, format: Format, folder: string): Promise<Bundle> {
  const { build } = (await import(pathToFileURL(fromVite.resolve('rolldown')).href)) as Rolldown
  const entry = join(import.meta.dirname, 'function.ts')
  const { output } = await build({
    input: entry,
    platform: 'node',
    write: false,
    resolve: { conditionNames: ['sampan-source', 'node', 'import', 'default'] },
    plugins: [
      {
        name: 'function',
        resolveId: (id: string) => (id === entry ? id : undefined),
        load: (id: string) => (id === entry ? source : undefined),
      },
    ],
    output: { format, minify: true, codeSplitting: false },
  })
  const { code } = output[0]!
  const path = join(folder, `function.${format === 'esm' ? 'mjs' : 'cjs'}`)
  await writeFile(path, code)
  return { path, code, bytes: Buffer.byteLength(code), gzip: gzipSync(code).length }
}
