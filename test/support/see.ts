import type { Context, HttpEvent } from '@sampan/core'

/** The native reply of a function that takes every request, on one cloud. */
export type Answer<Rest extends unknown[]> = (
  native: unknown,
  handler: (event: HttpEvent, context: Context) => unknown,
  ...rest: Rest
) => Promise<any>

/** What a handler sees in an event. */
export type See<Rest extends unknown[]> = <T>(
  native: unknown,
  look: (event: HttpEvent, context: Context) => T | Promise<T>,
  ...rest: Rest
) => Promise<T>

/** As an event arrives: through JSON, where `__proto__` is an ordinary key. */
export function wire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/** `see` for a cloud. What the handler throws there is thrown here. */
export function seeBy<Rest extends unknown[]>(answer: Answer<Rest>): See<Rest> {
  return async <T>(
    native: unknown,
    look: (event: HttpEvent, context: Context) => T | Promise<T>,
    ...rest: Rest
  ) => {
    let seen: { value: T } | { error: unknown } | undefined
    const handler = async (event: HttpEvent, context: Context): Promise<void> => {
      try {
        seen = { value: await look(event, context) }
      } catch (error) {
        seen = { error }
      }
    }
    const reply: unknown = await answer(native, handler, ...rest)
    if (seen === undefined) throw new Error(`The handler was not reached: ${JSON.stringify(reply)}`)
    if ('error' in seen) throw seen.error
    return seen.value
  }
}
