import type { Context } from './context.ts'

/** Waits for what `waitUntil` was given, and for what that gave it, as long as the deadline lets it. */
export async function settlePending(context: Context): Promise<void> {
  let done = false
  const all = (async () => {
    while (context._pending?.length) await Promise.all(context._pending.splice(0))
    done = true
  })()
  const left = context.remainingMs()
  if (left === Infinity) return all
  let timer: ReturnType<typeof setTimeout> | undefined
  const expired = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, left - Math.min(500, left / 10)))
  })
  await Promise.race([all, expired])
  clearTimeout(timer)
  if (!done) context.log.warn('work passed to waitUntil was not finished at the deadline')
}
