/** How a batch keeps to the time it has. */
export interface Deadline {
  /** Whether a message that takes as long as the longest so far would end in time. */
  allowsMore(): boolean
  /** A message begins; call the result when it ends. */
  begin(): () => void
  /** Resolves with `work`, or shortly before the deadline without it. */
  orExpired(work: Promise<unknown>): Promise<void>
}

/**
 * `total` is what is left, in milliseconds. A tenth of it, at most a second, is the margin: `context.signal` aborts when
 * it begins, no message starts in it, and in the middle of it the batch gives up waiting and tells what it knows.
 */
export function createDeadline(total: number): Deadline {
  const margin = Math.min(1000, total / 10)
  // Not `performance`: its first mention loads a module of Node at every cold start.
  const end = Date.now() + total
  let longest = 0
  return {
    allowsMore: () => total === Infinity || end - Date.now() > Math.max(margin, longest + margin / 2),
    begin() {
      const start = Date.now()
      return () => {
        longest = Math.max(longest, Date.now() - start)
      }
    },
    async orExpired(work) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const expired = new Promise((resolve) => {
        // No timer where there is no limit: it would keep an instance alive that has nothing more to do.
        if (total === Infinity) return
        timer = setTimeout(resolve, Math.min(end - Date.now() - margin / 2, 0x7fffffff))
      })
      await Promise.race([work, expired])
      clearTimeout(timer)
    },
  }
}
