import type { Codec } from './codec.ts'
import { Context, type ContextSource, endContext, settlePending } from './context.ts'
import { SampanError } from './errors.ts'
import type { SampanFunction } from './function.ts'
import type { AnyEvent } from './trigger.ts'

/** A cloud: its codecs in the order they are tried, and how its context is read. */
export interface Adapter<NativeContext> {
  readonly codecs: readonly Codec[]
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
  deliver?: (output: any) => unknown,
) => Promise<unknown>

type Scope = (context: Context, run: SampanFunction['run'], event: AnyEvent) => unknown

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
  let last: Codec | undefined
  return async (native, nativeContext, deliver) => {
    // A deployed function meets one payload, with few exceptions: the codec that fitted last is tried first.
    const codec = last?.match(native) ? last : (last = findCodec(adapter.codecs, native))
    const event = codec.decode(native, options) as AnyEvent
    const context = new Context(adapter.context, nativeContext, event, cold) as Context
    cold = false
    try {
      let output: unknown
      try {
        const { run } = select(event)
        let result = scope === undefined ? run(event, context) : scope(context, run, event)
        if (isThenable(result)) result = await result
        output = codec.encode(result, event, context)
        if (isThenable(output)) output = await output
      } catch (error) {
        output = await codec.fail(error, event, context)
      }
      return deliver === undefined ? output : await deliver(output)
    } finally {
      if (context._pending !== undefined) await settlePending(context)
      endContext(context)
    }
  }
}

function findCodec(codecs: readonly Codec[], native: unknown): Codec {
  for (const codec of codecs) if (codec.match(native)) return codec
  const names = codecs.map((codec) => codec.name).join(', ')
  // The event itself stays out of the message: it may hold credentials or personal data, and errors are logged.
  throw new SampanError('SAMPAN_UNKNOWN_EVENT', `No codec knows this event; expected one of ${names}`)
}

/** Which of the functions an event belongs to. */
function selector(functions: readonly SampanFunction[]): (event: AnyEvent) => SampanFunction {
  const only = functions[0]
  if (functions.length === 1)
    return (event) => (event.kind === only!.trigger.kind ? only! : noFunction(event.kind))
  const ordered = [...functions].sort(
    (a, b) => Number(a.trigger.broad ?? false) - Number(b.trigger.broad ?? false),
  )
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

function noFunction(kind: string): never {
  throw new SampanError('SAMPAN_NO_FUNCTION', `No function of this handler takes ${kind} events`)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  )
}
