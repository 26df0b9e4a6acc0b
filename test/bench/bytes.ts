import { gzipSync } from 'node:zlib'
import { decode } from '@jridgewell/sourcemap-codec'
import type { Arguments } from './arguments.ts'
import { type Bundle, bundlePeer } from './bundle.ts'
import { section, type Section } from './report.ts'
import { table } from './table.ts'
import type { Workload } from './workload.ts'

/** What each source file puts into Sampan's minified bundles. */
export async function bytes(workloads: readonly Workload[], asked: Arguments): Promise<Section> {
  const bundles = await Promise.all(workloads.map((workload) => bundlePeer('sampan', workload, 'esm')))
  const paragraphs = bundles.flatMap((bundle, at) => {
    const { id } = workloads[at]!
    const rows = [...bySource(bundle)]
      .sort(([, a], [, b]) => b - a)
      .map(([name, size]) => [name, String(size)])
    const total = `${Buffer.byteLength(bundle.code)} bytes at start, ${gzipSync(bundle.code).length} with gzip, ${bundle.lazyBytes} on demand.`
    return [`### ${id}`, total, table(['module', 'bytes'], rows)]
  })
  return section('bytes: what a bundle is made of', asked, bundles, paragraphs)
}

/** Each stretch of the code belongs to the source that the map names at its start. */
function bySource({ code, map }: Bundle): Map<string, number> {
  const sizes = new Map<string, number>()
  const lines = code.split('\n')
  decode(map!.mappings).forEach((segments, row) => {
    const line = lines[row] ?? ''
    segments.forEach((segment, at) => {
      const end = segments[at + 1]?.[0] ?? line.length
      const source = segment[1] === undefined ? 'bundler' : nameOf(map!.sources[segment[1]]!)
      sizes.set(source, (sizes.get(source) ?? 0) + Buffer.byteLength(line.slice(segment[0], end)))
    })
  })
  return sizes
}

/** `core/http/reply.ts`; a dependency by its package. */
function nameOf(path: string): string {
  const dependency = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]
  return (
    dependency ??
    path
      .replace(/^.*\/packages\//, '')
      .replace('/src/', '/')
      .replace(/^(\.\.\/)+/, '')
  )
}
