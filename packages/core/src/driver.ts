import type { Codec } from './codec.ts'
import { Context, type ContextSource, endContext } from './context.ts'
import { SampanError } from './errors.ts'
import type { SampanFunction } from './function.ts'
import { lazily } from './lazily.ts'
import type { AnyEvent } from './trigger.ts'

/** A cloud: its codecs, and how its context is read. */
export interface Adapter<NativeContext> {
  /** In the order they are tried. */
  readonly codecs: readonly Codec[]
  /** Codecs of rarer payloads, loaded with the first event that none of the others knows. */
  readonly more?: () => Promise<readonly Codec[]>
  readonly context: ContextSource<NativeContext>
}

/**
 * A native event and context in, the native result out. It rejects where rejecting is the cloud's own form, and
 * it ends after what `waitUntil` was given, because the instance may be frozen then. An adapter that can hand the
 * result over earlier does so in `deliver`.
 */
export type Invoke<NativeContext> = (
  native: any,
  nativeContext: NativeContext,
  deliver?: Deliver,
) => Promise<unknown>

/** Runs `step` with its arguments, and everything it starts, as part of one call. */
type Scope = <Args extends unknown[]>(
  context: Context,
  step: (...args: Args) => Promise<unknown>,
  ...args: Args
) => Promise<unknown>

const pending = /* @__PURE__ */ lazily(() => import('./pending.ts'))

let scope: Scope | undefined
let cold = true

/** How a call is made the current one; see current.ts. */
export function setScope(enter: Scope): void {
  scope = enter
}

/** The way of every event: match, decode, run the function, encode. */
export function createInvoke<NativeContext>(
  adapter: Adapter<NativeContext>,
  functions: readonly SampanFunction[],
  options: object,
): Invoke<NativeContext> {
  const select = selector(functions)
  let codecs = adapter.codecs
  const begin = (
    codec: Codec,
    native: unknown,
    nativeContext: NativeContext,
    deliver?: Deliver,
  ): Promise<unknown> => {
    const event = codec.decode(native, options) as AnyEvent
    const context = new Context(adapter.context, nativeContext, event, cold) as Context
    cold = false
    return scope === undefined
      ? answer(codec, select, event, context, deliver)
      : scope(context, answer, codec, select, event, context, deliver)
  }
  const rare = async (native: unknown): Promise<Codec> => {
    if (codecs === adapter.codecs && adapter.more) codecs = [...codecs, ...(await adapter.more())]
    return findCodec(codecs, native) ?? unknownEvent(codecs)
  }
  // Not async: `answer` is, and a second promise would cost each call more than this catch.
  return (native, nativeContext, deliver) => {
    try {
      const codec = findCodec(codecs, native)
      if (codec !== undefined) return begin(codec, native, nativeContext, deliver)
      return rare(native).then((found) => begin(found, native, nativeContext, deliver))
    } catch (error) {
      return Promise.reject(error)
    }
  }
}

type Deliver = (output: any) => unknown

/** In the scope of its call to the end: a body that streams is made while it is encoded or delivered. */
async function answer(
  codec: Codec,
  select: (event: AnyEvent) => SampanFunction,
  event: AnyEvent,
  context: Context,
  deliver: Deliver | undefined,
): Promise<unknown> {
  try {
    let output: unknown
    try {
      let result = select(event).run(event, context)
      if (isThenable(result)) result = await result
      output = codec.encode(result, event, context)
      if (isThenable(output)) output = await output
    } catch (error) {
      output = await codec.fail(error, event, context)
    }
    return deliver === undefined ? output : await deliver(output)
  } finally {
    if (context._pending !== undefined) await (await pending()).settlePending(context)
    endContext(context)
  }
}

function findCodec(codecs: readonly Codec[], native: unknown): Codec | undefined {
  for (const codec of codecs) if (codec.match(native)) return codec
  return undefined
}

function unknownEvent(codecs: readonly Codec[]): never {
  const names = codecs.map(({ name }) => name).join(', ')
  // The event itself stays out of the message: it may hold credentials or personal data, and errors are logged.
  throw new SampanError('SAMPAN_UNKNOWN_EVENT', `No codec knows this event; expected one of ${names}`)
}

/** Which of the functions an event belongs to. */
function selector(functions: readonly SampanFunction[]): (event: AnyEvent) => SampanFunction {
  const only = functions[0]
  if (functions.length === 1)
    return (event) => (event.kind === only!.trigger.kind ? only! : noFunction(event.kind))
  const ordered = [...functions].sort((a, b) => byText(a.trigger.rank ?? '', b.trigger.rank ?? ''))
  ordered.forEach(({ trigger }, at) => {
    const before = ordered[at - 1]?.trigger
    if (trigger.rank === undefined || before?.rank !== trigger.rank || before.kind !== trigger.kind) return
    const [one, other] = [before, trigger].map((it) => (it as { route?: string }).route ?? `${it.kind}()`)
    throw new SampanError(
      'SAMPAN_ROUTE_TAKEN',
      `No event can tell "${one}" from "${other}": remove one of them`,
    )
  })
  return (event) => {
    let missed: SampanFunction | undefined
    let says = 0
    for (const candidate of ordered) {
      if (candidate.trigger.kind !== event.kind) continue
      const miss = candidate.trigger.prepare?.(event) as { status?: number } | undefined
      if (miss === undefined) return candidate
      // Of several misses the one that got furthest answers: a 405 knows the path, a 404 does not.
      if (missed === undefined || (miss.status === 405 && says !== 405))
        [missed, says] = [candidate, miss.status ?? 0]
    }
    return missed ?? noFunction(event.kind)
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function noFunction(kind: string): never {
  throw new SampanError('SAMPAN_NO_FUNCTION', `No function of this handler takes ${kind} events`)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  )
}
