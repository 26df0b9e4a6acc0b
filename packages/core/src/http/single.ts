import { warnOnce } from '../warn.ts'
import { BareRecord } from './bare.ts'
import type { Reply } from './plain.ts'

/**
 * A reply's headers for payloads that carry one value a name. Repeated headers are joined as RFC 9110, section
 * 5.3, allows; Set-Cookie is the one that must not be, so of several cookies only the last can leave.
 */
export function singleHeaders({ headers }: Reply, payload: string): { [name: string]: string } {
  const single = new BareRecord<string>()
  for (const name in headers) {
    const value = headers[name]!
    if (typeof value === 'string') single[name] = value
    else if (name !== 'set-cookie') single[name] = value.join(', ')
    else if (value.length > 0) {
      single[name] = value.at(-1)!
      if (value.length > 1) {
        warnOnce(
          'SAMPAN_COOKIES_LOST',
          `${payload} carries one Set-Cookie a reply: only the last was sent. Put the values into one cookie.`,
        )
      }
    }
  }
  return single
}
