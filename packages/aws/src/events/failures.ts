import type { Item } from '@sampan/core/adapter'

/**
 * The partial batch response, for event source mappings with the response type ReportBatchItemFailures. An id that is
 * not in the batch would fail all of it, so only the engine's items go in.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function batchItemFailures(failed: readonly Item[]): {
  batchItemFailures: { itemIdentifier: Item }[]
} {
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
}
