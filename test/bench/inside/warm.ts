import { verify } from '../workload.ts'
import { workloads } from '../workloads/index.ts'
import { caller, deliver, type NativeHandler } from './call.ts'

/** What the parent says: `[workload, rounds, …[peer, path of its bundle]]`, as JSON. */
type Ask = [id: string, rounds: number, ...peers: [peer: string, path: string][]]

interface Runner {
  readonly peer: string
  readonly call: NativeHandler
  readonly samples: number[]
  /** Calls in a sample: fewer where they take long, so that a round is over before the machine's mood has changed. */
  calls: number
}

const [id, rounds, ...peers] = JSON.parse(process.argv[2]!) as Ask
const workload = workloads.find((one) => one.id === id)!
const { form } = workload
const texts = Array.from({ length: workload.calls }, (_, nth) => JSON.stringify(workload.event(nth)))
const contexts = texts.map((_, nth) => workload.context(nth))

const runners: Runner[] = []
for (const [peer, path] of peers) {
  const { handler } = (await import(path)) as { handler: NativeHandler }
  await verify(workload, peer, handler)
  const runner = { peer, call: caller(handler, form), samples: [], calls: workload.calls }
  await sample(runner)
  runner.calls = Math.max(16, Math.min(workload.calls, Math.ceil(2e6 / (await sample(runner)))))
  runners.push(runner)
}

/** Nanoseconds a call. The events are made before the clock starts. */
async function sample({ call, calls }: Runner): Promise<number> {
  const events = texts.slice(0, calls).map((text) => deliver(text, form))
  const start = process.hrtime.bigint()
  for (let nth = 0; nth < calls; nth++) await call(events[nth], contexts[nth])
  return Number(process.hrtime.bigint() - start) / calls
}

const warmUp = Math.ceil(rounds / 5)
for (let round = -warmUp; round < rounds; round++) {
  // Each starts a round in turn, so that nobody always runs in what another has left behind.
  const first = (round + warmUp) % runners.length
  for (const one of [...runners.slice(first), ...runners.slice(0, first)]) {
    const spent = await sample(one)
    if (round >= 0) one.samples.push(spent)
  }
}
process.stdout.write(JSON.stringify(runners.map(({ peer, samples }) => [peer, samples])))
