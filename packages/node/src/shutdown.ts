import type { Server } from 'node:http'
import { writeLine } from '@sampan/core/adapter'
import { stopResources } from './control.ts'
import type { RequestHandler } from './handler.ts'

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/** The servers of this process that are not closed yet. */
const open = new Set<object>()
/** How to close those of them that end with the process. */
const onSignal = new Set<() => Promise<boolean>>()

/**
 * What closes a server: no new connection is taken, what runs may end, the rest is cut off. The last server of the
 * process closes what `once` opened. It says whether nothing was cut off and everything was closed.
 */
export function closer(
  server: Server,
  handler: RequestHandler,
  drainMs: number,
  signals: boolean,
): () => Promise<boolean> {
  let closing: Promise<boolean> | undefined
  const close = (): Promise<boolean> => (closing ??= drain())

  async function drain(): Promise<boolean> {
    if (onSignal.delete(close) && onSignal.size === 0) unhook()
    const deadline = Date.now() + drainMs
    handler.close()
    const closed = new Promise((resolve) => server.close(resolve))
    const drained = await within(drainMs, handler.idle())
    if (!drained)
      writeLine('warn', `calls that ran for ${drainMs} ms after the server closed were cut off`, undefined)
    // Connections that were opened and never used are not idle to Node, and would be waited for.
    server.closeAllConnections()
    await closed
    open.delete(server)
    if (open.size > 0) return drained
    // Closing a pool takes a moment even where calls have taken all the time there was.
    return (await within(Math.max(1000, deadline - Date.now()), stopResources())) && drained
  }

  open.add(server)
  if (signals) {
    if (onSignal.size === 0) for (const signal of SIGNALS) process.on(signal, shutDown)
    onSignal.add(close)
  }
  return close
}

function shutDown(): void {
  const all = [...onSignal].map((close) => close())
  // A second signal does what it does by default: it ends the process at once.
  unhook()
  void Promise.all(all).then((clean) => process.exit(clean.every(Boolean) ? 0 : 1))
}

function unhook(): void {
  onSignal.clear()
  for (const signal of SIGNALS) process.off(signal, shutDown)
}

/** Whether it is done in time; what it gives where it gives a boolean. */
async function within(ms: number, work: Promise<boolean | void>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const expired = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  const done = await Promise.race([work, expired])
  clearTimeout(timer)
  return done ?? true
}
