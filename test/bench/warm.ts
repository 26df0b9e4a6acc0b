import { bundlePeer, bundleProgram, peersOf } from './bundle.ts'
import type { Arguments } from './arguments.ts'
import { type Measured, measure } from './process.ts'
import { section, type Section } from './report.ts'
import { ratios, spread } from './statistics.ts'
import { table } from './table.ts'
import type { Workload } from './workload.ts'

/** The calls of an instance that has been running for a while, all peers in one process. */
export async function warm(workload: Workload, asked: Arguments): Promise<Section> {
  const peers = peersOf(workload, asked.peers)
  const bundles = await Promise.all(peers.map((peer) => bundlePeer(peer, workload, 'esm')))
  const program = await bundleProgram('warm')
  const rounds = asked.quick ? 60 : 400
  const ask = [workload.id, rounds, ...bundles.map(({ peer, path }) => [peer, path])]
  const measured: Measured = JSON.parse(await measure(asked.node, [program, JSON.stringify(ask)])) as Measured
  const floor = measured[0]![1]
  const rows = measured.map(([peer, samples]) => {
    const { median, low, high } = ratios(samples, floor)
    const target = peer === 'sampan' ? `≤ ${workload.target}` : ''
    return [peer, median.toFixed(2), `${low.toFixed(2)}-${high.toFixed(2)}`, target]
  })
  const raw = spread(floor).median
  return section(`${workload.id}: ${workload.title}`, asked, bundles, [
    `Medians of ${rounds} rounds of at most ${workload.calls} calls, divided by \`raw\`'s of the same round; \`raw\` itself: ${raw.toFixed(0)} ns.`,
    table(['peer', 'ratio to raw', 'quartiles', 'target'], rows),
  ])
}
