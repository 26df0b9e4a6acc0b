const SAFE = /^\/[\w\-.~!$&'()*+,;=:@/%]*$/

/**
 * The path as `event.path` shows it: starts with `/`, holds no query, fragment, space or raw Unicode, and is
 * percent-encoded exactly once. Triplets that are there stay, malformed ones too: they are the sender's.
 * `decoded` is for payloads whose path was decoded by the gateway (HTTP API v2), where a lone `%` was `%25`.
 */
export function normalPath(path: unknown, decoded?: boolean): string {
  if (typeof path !== 'string' || path === '') return '/'
  if (isPlain(path) || (SAFE.test(path) && !(decoded && path.includes('%')))) return path
  const rooted = path.startsWith('/') ? path : `/${path}`
  const escaped = rooted.replace(/[^\w\-.~!$&'()*+,;=:@/%]+/g, encodeRun)
  return decoded ? escaped.replace(/%(?![\dA-Fa-f]{2})/g, '%25') : escaped
}

/**
 * The path by which routes are found. URIs that differ only in how they write an unreserved character, or in the case of
 * a triplet, are the same (RFC 3986, section 6.2.2): `/%61dmin` must not slip past the guard of `/admin`. What is
 * reserved stays encoded, so `%2F` splits nothing.
 */
export function matchPath(path: string): string {
  return path.includes('%') ? path.replace(/%[\dA-Fa-f]{2}/g, plainTriplet) : path
}

function plainTriplet(triplet: string): string {
  const letter = String.fromCharCode(parseInt(triplet.slice(1), 16))
  return /[\w.~-]/.test(letter) ? letter : triplet.toUpperCase()
}

/** Letters, digits and `-./:_` only, as nearly every path: known without a regex, which costs each call and cold start. */
export function isPlain(path: unknown): boolean {
  if (typeof path !== 'string' || path[0] !== '/') return false
  for (let at = path.length - 1; at > 0; at--) {
    const code = path.charCodeAt(at)
    if (!(code > 96 ? code < 123 : code > 64 ? code < 91 || code === 95 : code > 44 && code < 59))
      return false
  }
  return true
}

function encodeRun(run: string): string {
  // Buffer writes a lone surrogate as U+FFFD, where encodeURIComponent would throw on a hostile path.
  let out = ''
  for (const byte of Buffer.from(run, 'utf8')) {
    out += `%${byte < 16 ? '0' : ''}${byte.toString(16).toUpperCase()}`
  }
  return out
}

/** `path` without the leading `base` (`/prod`, or `prod/`), when it stands there as whole segments; else as it is. */
export function stripBase(path: string, base: string | undefined): string {
  const name = base?.replace(/^\/|\/$/g, '')
  if (!name || !path.startsWith(name, 1)) return path
  const end = name.length + 1
  if (path.length === end) return '/'
  return path[end] === '/' ? path.slice(end) : path
}
