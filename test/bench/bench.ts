import type { Arguments } from './arguments.ts'
import { bytes } from './bytes.ts'
import { cold } from './cold.ts'
import { type Section, write } from './report.ts'
import { router } from './router.ts'
import { warm } from './warm.ts'
import { byteWorkloads, coldWorkloads, workloads } from './workloads/index.ts'

type Part = (asked: Arguments) => Promise<Section>

/** Everything that can be asked for, in the order of the reports. */
const parts: readonly (readonly [id: string, run: Part])[] = [
  ...workloads.map((workload) => [workload.id, (asked: Arguments) => warm(workload, asked)] as const),
  ['cold', (asked) => cold(coldWorkloads, asked)],
  ['bytes', (asked) => bytes(byteWorkloads, asked)],
  ['router', router],
]

export async function bench(asked: Arguments): Promise<void> {
  const ids = parts.map(([id]) => id)
  const unknown = asked.parts.find((id) => !ids.includes(id))
  if (unknown !== undefined) throw new Error(`There is no "${unknown}" to run; there are ${ids.join(', ')}`)
  const made: Section[] = []
  for (const [id, run] of parts) {
    if (asked.parts.length > 0 && !asked.parts.includes(id)) continue
    const section = await run(asked)
    made.push(section)
    console.log(`\n## ${section.title}\n\n${section.text}`)
  }
  if (!asked.quick && asked.peers === undefined) console.log(`\n${write(asked.node, made, ids)}`)
}
