import type { Adapter, InvokeOptions } from '../codec.ts'
import { Context, endContext } from '../context.ts'
import { SampanError } from '../errors.ts'
import { findCodec } from '../find.ts'
import type { Dispatch, SampanFunction } from '../trigger.ts'
import { settlePending } from '../pending.ts'
import { inScope, takeCold } from '../scope.ts'
import { shape, unknownEvent } from '../unknown.ts'
import { type Assigned, runBatch } from './batch.ts'
import { type CallCodec, type Delivery, type EventCodec, isCall } from './codec.ts'
import type { CallEvent, MessageEvent } from './event.ts'

/** The way of every event but HTTP: by codec, then by resource. */
export function createDispatch<NativeContext>(
  adapter: Adapter<NativeContext>,
  functions: readonly SampanFunction[],
  options: InvokeOptions,
): Dispatch {
  const kinds = new Set(functions.map(({ trigger }) => trigger.kind))
  const loading = sortedCodecs()
  loading.catch(() => {})

  /** Of kinds that a function takes: by their marks, and those that take the rest; the marks of all others. */
  async function sortedCodecs(): Promise<{ [part in 'marked' | 'rest' | 'others']: EventCodec[] }> {
    const codecs = (await adapter.events?.()) ?? []
    const wanted = codecs.filter(({ kind }) => kinds.has(kind))
    return {
      marked: wanted.filter(({ last }) => !last),
      rest: wanted.filter(({ last }) => last),
      others: codecs.filter(({ kind, last }) => !kinds.has(kind) && !last),
    }
  }

  /** Codecs of kinds that a function takes; else one that tells whose event it is; else what takes the rest. */
  async function codecsOf(native: unknown): Promise<EventCodec[]> {
    const { marked, rest, others } = await loading
    const found = marked.filter((codec) => codec.match(native))
    if (found.length > 0) return found
    const http = [...adapter.codecs, ...((await adapter.more?.()) ?? [])]
    const foreign = findCodec([...http, ...others], native)
    // Were it left to a function that takes anything, a queue's messages would count as handled.
    if (foreign !== undefined)
      noFunction(functions, native, `${foreign.name}, which is of kind ${foreign.kind}`)
    const taking = rest.filter((codec) => codec.match(native))
    if (taking.length > 0) return taking
    return unknownEvent([...(kinds.has('http') ? http : []), ...marked, ...rest], native)
  }

  function choose(event: MessageEvent | CallEvent): SampanFunction {
    const claiming = functions.filter(
      ({ trigger }) =>
        trigger.kind === event.kind &&
        (trigger.claims?.(event, options.names ?? {}, functions.length === 1) ?? true),
    )
    if (claiming.length === 1) return claiming[0]!
    return noFunction(functions, event.native, describe(event), claiming)
  }

  function assign(message: Delivery): Assigned {
    if (message.event === undefined) return { message, by: undefined }
    try {
      return { message, by: choose(message.event) }
    } catch (error) {
      return { message: { item: message.item, group: message.group, flaw: error as Error }, by: undefined }
    }
  }

  /** What is to be run; nothing is until every event has its function. */
  async function plan(
    codec: EventCodec,
    native: unknown,
    context: Context,
    open: (event: MessageEvent) => Context,
  ): Promise<() => Promise<unknown>> {
    if (isCall(codec)) {
      const event = (await codec.decode(native, context)) as CallEvent
      const by = choose(event)
      return () => inScope(context, answer, codec, by, event, context)
    }
    const deliveries = (await codec.decode(native, context)).map(assign)
    const refused = deliveries.filter(({ message }) => isUnclaimed(message.flaw))
    // Where the cloud can be told of a part, what nobody claims fails alone: its neighbours have somebody.
    if (refused.length > 0 && (codec.encode === undefined || refused.length === deliveries.length)) {
      throw refused[0]!.message.flaw!
    }
    return () => runBatch(codec, deliveries, options.concurrency ?? 10, context, open)
  }

  return async (native, nativeContext) => {
    const coldStart = takeCold()
    const context: Context = new Context<any>(adapter.context, nativeContext, undefined, coldStart)
    // Each message has its own, so that what middleware adds for one is not seen by another; their time is that of the call.
    const open = (event: MessageEvent): Context =>
      new Context<any>(adapter.context, nativeContext, event, coldStart, context._startedAt)
    let refused: unknown
    for (const codec of await codecsOf(native)) {
      try {
        return (await plan(codec, native, context, open))()
      } catch (error) {
        // What is wrapped may belong to nobody here, and what wraps it to somebody: a queue's message may look like one
        // of a topic.
        if (!isUnclaimed(error)) throw error
        refused ??= error
      }
    }
    throw refused
  }
}

function isUnclaimed(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === 'SAMPAN_NO_FUNCTION'
}

async function answer(
  codec: CallCodec,
  { run }: SampanFunction,
  event: CallEvent,
  context: Context,
): Promise<unknown> {
  try {
    return await codec.encode(await run(event, context), event)
  } catch (error) {
    if (codec.fail === undefined) throw error
    return await codec.fail(error, event)
  } finally {
    await settlePending(context)
    endContext(context)
  }
}

function describe(event: MessageEvent | CallEvent): string {
  const { kind } = event
  if (kind === 'queue') return `a message of queue ${event.queue}`
  if (kind === 'stream') return `a record of stream ${event.stream}`
  if (kind === 'bucket') return `${event.type} (${event.action}) in bucket ${event.bucket}`
  if (kind === 'schedule') return `schedule ${event.schedule ?? 'without a name'}`
  if (kind === 'bus') return `event ${event.type} of bus ${event.bus ?? 'unknown'}`
  return kind === 'task' ? `a call of ${event.task}` : kind
}

function noFunction(
  functions: readonly SampanFunction[],
  native: unknown,
  came: string,
  claiming: readonly SampanFunction[] = [],
): never {
  throw new SampanError(
    'SAMPAN_NO_FUNCTION',
    claiming.length === 0
      ? `No function of this handler takes what came: ${came}; expected: ${labels(functions)}; ${shape(native)}`
      : `Several functions take what came: ${came}; none can be preferred: ${labels(claiming)}`,
  )
}

function labels(functions: readonly SampanFunction[]): string {
  return functions.map(({ trigger }) => trigger.label).join(', ')
}
