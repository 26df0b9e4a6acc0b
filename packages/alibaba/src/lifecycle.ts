import { type NodeCallback, stopAll, writeLine } from '@sampan/core/adapter'
import type { FcContext } from './native.ts'

/**
 * A hook of the instance: called with `(context, callback)` up to Node 16. For later runtimes the documentation
 * shows another order, so the arguments are known by what they are; the hook calls back and returns a promise.
 */
export type FcHook = (first?: unknown, second?: unknown, ...rest: unknown[]) => Promise<void>

/** Before the first call. What it opens belongs to the instance; so far nothing asks for that. */
export const initializer: FcHook = hook(() => {})

/** Before the instance goes away: closes what `once()` opened. */
export const preStop: FcHook = hook(async (context) => {
  for (const error of await stopAll()) {
    // Nobody reads the result of this hook, so the log is where a failure can be seen.
    writeLine('error', 'closing a resource failed', undefined, { requestId: context?.requestId, error })
  }
})

function hook(run: (context: FcContext | undefined) => unknown): FcHook {
  return async (first, second, ...rest) => {
    const all = [first, second, ...rest]
    await run(
      all.find((one) => (one as FcContext | null | undefined)?.requestId !== undefined) as
        | FcContext
        | undefined,
    )
    const callback = all.find((one) => typeof one === 'function') as NodeCallback | undefined
    callback?.(null)
  }
}
