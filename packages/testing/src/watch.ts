import type { MessageEvent, SampanFunction, Trigger } from '@sampan/core'

/** A function that notes what reaches it, and what it throws. */
export interface Watched {
  readonly fn: SampanFunction
  /** What the adapter read from the native event, in its order. */
  readonly decoded: readonly MessageEvent[]
  readonly errors: ReadonlyMap<MessageEvent, unknown>
}

export function watch({ trigger, run, options }: SampanFunction): Watched {
  const decoded: MessageEvent[] = []
  const errors = new Map<MessageEvent, unknown>()
  const watched: Trigger = {
    ...trigger,
    // The engine asks this of every message of a batch before it handles the first.
    claims(event: MessageEvent, ...rest) {
      decoded.push(event)
      return trigger.claims?.(event, ...rest) ?? true
    },
  }
  const fn: SampanFunction = {
    trigger: watched,
    options,
    async run(event: MessageEvent, context) {
      try {
        return await run(event, context)
      } catch (error) {
        errors.set(event, error)
        throw error
      }
    },
  }
  return { fn, decoded, errors }
}
