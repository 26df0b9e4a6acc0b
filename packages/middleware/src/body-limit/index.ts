import { type Middleware, SampanError } from '@sampan/core'
import { limitBody } from '@sampan/core/adapter'

/**
 * The body of a request has no more than `bytes`: 413 for a Content-Length beyond, or while it is read. Of several
 * limits the smallest counts.
 *
 * @throws SampanError SAMPAN_BAD_OPTION
 */
export function bodyLimit(bytes: number): Middleware {
  if (!Number.isSafeInteger(bytes) || bytes < 0) {
    throw new SampanError('SAMPAN_BAD_OPTION', `bodyLimit() takes a whole number of bytes, not ${bytes}`)
  }
  return (event, _context, next) => {
    if (event.kind === 'http') limitBody(event, bytes)
    return next()
  }
}
