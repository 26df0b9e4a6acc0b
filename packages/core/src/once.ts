export interface OnceOptions<T> {
  /** Closes what `start` opened; run when the instance shuts down, newest first. */
  stop?(value: T): unknown
}

/** What runs at shutdown, in the order in which it was opened. */
const stops: (() => unknown)[] = []

/**
 * Something that an instance opens once and keeps, such as a connection pool. It is opened by the first caller
 * and shared with all others; a start that failed is forgotten, so that the next caller tries again.
 */
export function once<T>(start: () => T | Promise<T>, options: OnceOptions<T> = {}): () => Promise<T> {
  let opening: Promise<T> | undefined
  return () => {
    if (opening !== undefined) return opening
    const attempt = (async () => start())()
    opening = attempt
    attempt.then(
      (value) => {
        if (options.stop === undefined) return
        stops.push(() => {
          opening = undefined
          return options.stop!(value)
        })
      },
      () => {
        if (opening === attempt) opening = undefined
      },
    )
    return attempt
  }
}

/** Closes what `once` opened, newest first; each is tried, and the failures are given back. Run by the adapters. */
export async function stopAll(): Promise<unknown[]> {
  const failures: unknown[] = []
  for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
    try {
      await stop()
    } catch (error) {
      failures.push(error)
    }
  }
  return failures
}
