import { type Context, type Next, Reply, toReply } from '@sampan/core'
import { BareRecord } from '@sampan/core/adapter'

/** What `next()` gave, to be changed: a copy, since a function may keep a reply and give it to many requests. */
export function ownReply(outcome: unknown): Reply {
  const { status, headers, body } = toReply(outcome)
  return new Reply(status, Object.assign(new BareRecord<string | string[]>(), headers), body)
}

/**
 * `change` on whatever this call answers, errors too: those become a reply only outside of every layer, so it is left
 * on the context for them. It must not throw.
 */
export async function changeAnswer(
  context: Context,
  next: Next,
  change: (reply: Reply) => void,
): Promise<Reply> {
  ;(context._onProblem ??= []).push(change)
  const reply = ownReply(await next())
  change(reply)
  return reply
}

/** Tells caches that the answer depends on a header of the request. */
export function addVary({ headers }: Reply, name: string): void {
  const before = String(headers['vary'] ?? '')
  const names = new Set(before.split(',').map((one) => one.trim().toLowerCase()))
  if (names.has('*') || names.has(name.toLowerCase())) return
  headers['vary'] = before === '' ? name : `${before}, ${name}`
}
