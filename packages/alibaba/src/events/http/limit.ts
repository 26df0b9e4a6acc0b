import { SampanError, type ReplyHeaders } from '@sampan/core'

/**
 * Most bytes of one reply. Recalled, and in no current document: over the true one the caller gets a 502 from the
 * platform in place of an error that says why.
 */
export const FC_LIMIT = 33_554_432

/** Most bytes of an HTTP trigger's reply headers together; over it the platform answers 502 (BadResponse). */
const HEADER_LIMIT = 8192

/** Refuses headers that the platform would refuse without a word. A line counts as HTTP/1.1 writes it. */
export function checkHeaders(headers: ReplyHeaders): void {
  let size = 0
  for (const name in headers) {
    const value = headers[name]!
    for (const line of typeof value === 'string' ? [value] : value) size += name.length + line.length + 4
  }
  if (size <= HEADER_LIMIT) return
  throw new SampanError(
    'SAMPAN_REPLY_TOO_LARGE',
    `The reply has ${size} bytes of headers and Function Compute carries ${HEADER_LIMIT}; move data to the body`,
  )
}
