import type { MessageEvent } from '@sampan/core'
import { itemsOf, itemText } from './items.ts'
import type { Watched } from './watch.ts'

/** What became of the messages of one native event, by what the cloud was told. */
export interface BatchResult {
  /** Ids of the messages that the cloud will not deliver again. */
  readonly acknowledged: readonly string[]
  /** Ids of those that it will, those that were not tried among them. */
  readonly failed: readonly string[]
  /** Why: what the first of them threw, or what the invocation failed with. */
  readonly error?: unknown
}

/** The invocation succeeded: all is acknowledged but what the reply names. */
export function afterReply(native: unknown, reply: unknown, { decoded, errors }: Watched): BatchResult {
  const named = (reply as { batchItemFailures?: unknown } | null)?.batchItemFailures
  const failures = new Set(
    Array.isArray(named)
      ? named.map((one: { itemIdentifier?: unknown }) => itemText(one.itemIdentifier))
      : [],
  )
  const items = failures.size === 0 ? [] : itemsOf(native, decoded)
  // Lambda takes a batch that is told of an unknown item as failed whole.
  const whole = [...failures].some((item) => !items.includes(item))
  const failed = decoded.filter((_event, at) => whole || failures.has(items[at]!))
  const first = failed.find((event) => errors.has(event))
  return {
    ...split(decoded, failed),
    ...(first !== undefined && { error: errors.get(first) }),
  }
}

/** The invocation failed, and nothing is acknowledged. `intended` counts where the adapter did not get to read them all. */
export function afterFailure(
  error: unknown,
  intended: readonly MessageEvent[],
  { decoded }: Watched,
): BatchResult {
  const all = decoded.length < intended.length ? intended : decoded
  return { ...split(all, all), error }
}

function split(
  all: readonly MessageEvent[],
  failed: readonly MessageEvent[],
): { acknowledged: string[]; failed: string[] } {
  return {
    acknowledged: all.filter((event) => !failed.includes(event)).map(({ id }) => id),
    failed: failed.map(({ id }) => id),
  }
}
