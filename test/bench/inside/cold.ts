import { caller, deliver, type Form, type NativeHandler } from './call.ts'

/** One cold start: the import of a function and its first calls, in a process that has done nothing else. */
export interface ColdStart {
  /** Milliseconds. */
  readonly first: number
  readonly sinceSpawn: number
  /** Microseconds of the calls 2 to 10. */
  readonly later: readonly number[]
  /** Modules of Node's own that import and first call have loaded. */
  readonly builtins: readonly string[]
}

/** What the parent says, as JSON: the bundle's path, when the process was spawned, and what to call it with. */
export interface ColdAsk {
  readonly path: string
  /** A module to load before, or Node would compile its loader on the function's account; a platform's runtime has. */
  readonly before: string
  readonly spawned: string
  readonly form: Form
  readonly events: readonly string[]
  readonly context: object
}

export async function coldStart(load: (path: string) => unknown): Promise<void> {
  const ask = JSON.parse(process.argv[2]!) as ColdAsk
  const events = ask.events.map((text) => deliver(text, ask.form))
  const context = { ...ask.context, getRemainingTimeInMillis: () => 9_000 }
  await load(ask.before)
  const { hrtime } = process
  const { moduleLoadList } = process as unknown as { moduleLoadList: readonly string[] }
  const known = moduleLoadList.length

  const start = hrtime.bigint()
  const { handler } = (await load(ask.path)) as { handler: NativeHandler }
  const call = caller(handler, ask.form)
  await call(events[0], context)
  const replied = hrtime.bigint()

  const builtins = moduleLoadList.slice(known).flatMap((one) => /^NativeModule (.*)/.exec(one)?.[1] ?? [])
  const later: number[] = []
  for (const event of events.slice(1)) {
    const before = hrtime.bigint()
    await call(event, context)
    later.push(Number(hrtime.bigint() - before) / 1e3)
  }
  const since = (from: bigint): number => Number(replied - from) / 1e6
  const seen: ColdStart = { first: since(start), sinceSpawn: since(BigInt(ask.spawned)), later, builtins }
  process.stdout.write(JSON.stringify(seen))
}
