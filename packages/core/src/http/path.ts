const SAFE = /^\/[\w\-.~!$&'()*+,;=:@/%]*$/

/**
 * The path as `event.path` shows it: starts with `/`, holds no query, fragment, space or raw Unicode, and is
 * percent-encoded exactly once. Triplets that are there stay, malformed ones too: they are the sender's.
 * `decoded` is for payloads whose path was decoded by the gateway (HTTP API v2), where a lone `%` was `%25`.
 */
export function normalPath(path: unknown, decoded?: boolean): string {
  if (typeof path !== 'string' || path === '') return '/'
  if (SAFE.test(path) && !(decoded && path.includes('%'))) return path
  const rooted = path.startsWith('/') ? path : `/${path}`
  const escaped = rooted.replace(/[^\w\-.~!$&'()*+,;=:@/%]+/g, encodeRun)
  return decoded ? escaped.replace(/%(?![\dA-Fa-f]{2})/g, '%25') : escaped
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
