import { BareRecord } from './bare.ts'

/** A key that was given once is a string, a repeated key an array in the order of the request. */
export type Query = { readonly [key: string]: string | string[] | undefined }

/** Reads a raw query string (no `?`) by the WHATWG rules for `application/x-www-form-urlencoded`. */
export function parseQuery(search: string): Query {
  const query = new BareRecord<string | string[]>()
  // Printable ASCII without `%` and `+`, as most queries: nothing to decode.
  const plain = /^[!-$&-*,-~]*$/.test(search)
  const raw = plain ? search : wellFormed(search)
  for (let start = 0; start < raw.length;) {
    let end = raw.indexOf('&', start)
    if (end === -1) end = raw.length
    if (end > start) {
      let equals = raw.indexOf('=', start)
      if (equals === -1 || equals > end) equals = end
      const key = raw.slice(start, equals)
      const value = raw.slice(equals + 1, end)
      if (plain) addTo(query, key, value)
      else addTo(query, decodeForm(key), decodeForm(value))
    }
    start = end + 1
  }
  return query
}

/** A further value of a key. */
export function addTo(query: { [key: string]: string | string[] }, key: string, value: string): void {
  const before = query[key]
  if (before === undefined) query[key] = value
  else if (typeof before === 'string') query[key] = [before, value]
  else before.push(value)
}

function decodeForm(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    // Not UTF-8, or a stray `%`: the WHATWG decoder keeps what it can and never throws.
    return new URLSearchParams(`v=${text}`).get('v')!
  }
}

/** A lone surrogate has no UTF-8 form and makes `encodeURIComponent` throw: it becomes U+FFFD, as in URLs. */
export function wellFormed(text: string): string {
  // Node 18 has no toWellFormed; of one-byte strings, as nearly all are, V8 knows the answer without looking.
  const { toWellFormed } = text as { toWellFormed?: () => string }
  if (toWellFormed !== undefined) return toWellFormed.call(text)
  return /[\ud800-\udfff]/.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text
}
