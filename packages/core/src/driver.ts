import type { Adapter, Codec, InvokeOptions } from './codec.ts'
import { Context, endContext } from './context.ts'
import { findCodec } from './find.ts'
import type { SampanFunction } from './trigger.ts'
import type { HttpEvent } from './http/event.ts'
import type { HttpOptions } from './http/source.ts'
import { lazily } from './lazily.ts'
import { refuseOverlap } from './overlap.ts'
import { inScope, takeCold } from './scope.ts'

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

const pending = /* @__PURE__ */ lazily(() => import('./pending.ts'))
const unknown = /* @__PURE__ */ lazily(() => import('./unknown.ts'))

/** The way of every event: match, decode, run the function, encode. */
export function createInvoke<NativeContext>(
  adapter: Adapter<NativeContext>,
  functions: readonly SampanFunction[],
  options: InvokeOptions & HttpOptions,
): Invoke<NativeContext> {
  const ofHttp = functions.filter(({ trigger }) => trigger.kind === 'http')
  const select = selector(ofHttp)
  let codecs = ofHttp.length > 0 ? adapter.codecs : []
  // Events of other kinds have an engine of their own.
  const engine = functions.find(({ trigger }) => trigger.engine)?.trigger.engine
  const dispatch = engine?.(adapter, functions, options)
  const begin = (
    codec: Codec,
    native: unknown,
    nativeContext: NativeContext,
    deliver?: Deliver,
  ): Promise<unknown> => {
    const event = codec.decode(native, options) as HttpEvent
    const context = new Context(adapter.context, nativeContext, event, takeCold()) as Context
    return inScope(context, answer, codec, select, event, context, deliver)
  }
  const rare = async (native: unknown, nativeContext: NativeContext, deliver?: Deliver): Promise<unknown> => {
    if (codecs === adapter.codecs && adapter.more) codecs = [...codecs, ...(await adapter.more())]
    const codec = findCodec(codecs, native)
    if (codec !== undefined) return begin(codec, native, nativeContext, deliver)
    if (dispatch !== undefined) return (await dispatch)(native, nativeContext)
    return (await unknown()).unknownEvent(codecs, native)
  }
  // Not async: `answer` is, and a second promise would cost each call more than this catch.
  return (native, nativeContext, deliver) => {
    try {
      const codec = findCodec(codecs, native)
      return codec === undefined
        ? rare(native, nativeContext, deliver)
        : begin(codec, native, nativeContext, deliver)
    } catch (error) {
      return Promise.reject(error)
    }
  }
}

type Deliver = (output: any) => unknown

/** In the scope of its call to the end: a body that streams is made while it is encoded or delivered. */
async function answer(
  codec: Codec,
  select: (event: HttpEvent) => SampanFunction,
  event: HttpEvent,
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

/** Which of the functions a request belongs to. */
function selector(functions: readonly SampanFunction[]): (event: HttpEvent) => SampanFunction {
  const only = functions[0]
  if (functions.length === 1) return () => only!
  const ordered = [...functions].sort((a, b) => byText(a.trigger.rank ?? '', b.trigger.rank ?? ''))
  // Those of one rank stand side by side.
  ordered.forEach(({ trigger }, at) => at > 0 && refuseOverlap(ordered[at - 1]!.trigger, trigger, {}))
  return (event) => {
    let missed: SampanFunction | undefined
    let says = 0
    for (const candidate of ordered) {
      const miss = candidate.trigger.prepare?.(event) as { status?: number } | undefined
      if (miss === undefined) return candidate
      // Of several misses the one that got furthest answers: a 405 knows the path, a 404 does not.
      if (missed === undefined || (miss.status === 405 && says !== 405))
        [missed, says] = [candidate, miss.status ?? 0]
    }
    return missed!
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  )
}
