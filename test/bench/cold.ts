import type { Arguments } from './arguments.ts'
import { type Bundle, bundlePeer, bundleProgram, type Format, peersOf } from './bundle.ts'
import type { ColdAsk, ColdStart } from './inside/cold.ts'
import { measure } from './process.ts'
import { section, type Section } from './report.ts'
import { ratios, type Spread, spread } from './statistics.ts'
import { table } from './table.ts'
import type { Workload } from './workload.ts'

/** Fresh processes, all peers in turn: what the first callers of an instance wait for. */
export async function cold(workloads: readonly Workload[], asked: Arguments): Promise<Section> {
  const runs = asked.quick ? 8 : 40
  const paragraphs: string[] = [
    `Medians of ${runs} fresh processes each, the peers in turn, and in brackets the quartiles. "First" is the ` +
      'import and the first call; its ratio is to `raw` in the same turn. Modules are those of Node that import and ' +
      'first call have loaded. KB are minified; those after a plus are only read when they are needed.',
  ]
  const all: Bundle[] = []
  for (const workload of workloads) {
    for (const format of ['esm', 'cjs'] as const) {
      const bundles = await Promise.all(
        peersOf(workload, asked.peers).map((peer) => bundlePeer(peer, workload, format)),
      )
      all.push(...bundles)
      const starts = await interleave(workload, bundles, format, asked.node, runs)
      const head = ['peer', 'KB', 'ratio', 'first, ms', 'calls 2-10, µs', 'spawn to reply, ms', 'modules']
      const rows = bundles.map((one, at) => row(one, starts[at]!, starts[0]!))
      paragraphs.push(`### ${workload.id}, ${format === 'esm' ? 'ES module' : 'CommonJS'}`, table(head, rows))
    }
  }
  return section('cold: import and first call in a fresh process', asked, all, paragraphs)
}

async function interleave(
  workload: Workload,
  bundles: readonly Bundle[],
  format: Format,
  node: string,
  runs: number,
): Promise<ColdStart[][]> {
  const program = await bundleProgram(`cold-${format}`, format)
  const before = await bundleProgram('empty', format)
  const events = Array.from({ length: 10 }, (_, nth) => JSON.stringify(workload.event(nth)))
  const starts: ColdStart[][] = bundles.map(() => [])
  // The first turn only brings the files into the system's cache.
  for (let turn = -1; turn < runs; turn++) {
    for (const [at, { path }] of bundles.entries()) {
      const ask: ColdAsk = {
        path,
        before,
        form: workload.form,
        events,
        context: workload.context(0),
        spawned: String(process.hrtime.bigint()),
      }
      const said = await measure(node, [program, JSON.stringify(ask)])
      if (turn >= 0) starts[at]!.push(JSON.parse(said) as ColdStart)
    }
  }
  return starts
}

function row({ peer, bytes, lazyBytes }: Bundle, starts: ColdStart[], floor: ColdStart[]): string[] {
  const first = starts.map((one) => one.first)
  const ratio = ratios(
    first,
    floor.map((one) => one.first),
  )
  return [
    peer,
    kilobytes(bytes) + (lazyBytes > 0 ? ` + ${kilobytes(lazyBytes)}` : ''),
    ratio.median.toFixed(1),
    quartiles(spread(first), 2),
    spread(starts.map((one) => spread(one.later).median)).median.toFixed(0),
    quartiles(spread(starts.map((one) => one.sinceSpawn)), 0),
    String(starts[0]!.builtins.length),
  ]
}

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(1)
}

function quartiles({ median, low, high }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${low.toFixed(digits)}-${high.toFixed(digits)})`
}
