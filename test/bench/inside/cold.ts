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

type Load = (path: string) => unknown

/** The arguments: the bundle's path, when the process was spawned, the events, the context. */
export async function coldStart(load: Load): Promise<void> {
  const [path, spawned, form, texts, context] = process.argv.slice(2) as [string, string, string, string, string]
  const events = (JSON.parse(texts) as string[]).map((text): unknown =>
    form === 'bytes' ? Buffer.from(text) : JSON.parse(text),
  )
  const around = { ...JSON.parse(context), getRemainingTimeInMillis: () => 9_000 } as object
  const { hrtime } = process
  const { moduleLoadList } = process as unknown as { moduleLoadList: readonly string[] }
  const known = moduleLoadList.length

  const start = hrtime.bigint()
  const { handler } = (await load(path)) as { handler(event: unknown, context: unknown): unknown }
  await handler(events[0], around)
  const replied = hrtime.bigint()

  const builtins = moduleLoadList.slice(known).flatMap((one) => /^NativeModule (.*)/.exec(one)?.[1] ?? [])
  const later: number[] = []
  for (const event of events.slice(1)) {
    const before = hrtime.bigint()
    await handler(event, around)
    later.push(Number(hrtime.bigint() - before) / 1e3)
  }
  const since = (from: bigint): number => Number(replied - from) / 1e6
  const seen: ColdStart = { first: since(start), sinceSpawn: since(BigInt(spawned)), later, builtins }
  process.stdout.write(JSON.stringify(seen))
}
