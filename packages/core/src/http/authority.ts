/** Parsers differ in what they make of a last hyphen (`xn--`), so that is no host at all. */
const LIKE_A_HOST = /^[[\da-z](?:[\w.:\]-]*[\da-z.\]])?$/i

/**
 * The host for `event.url`. The Host header is the client's: anything but a host and port (`a@b`, `a/b`, `a?b`) could
 * move the authority of the URL that is built from it. The URL parser is the judge: it gives those back changed.
 */
export function safeHost(...candidates: (string | null | undefined)[]): string {
  for (const host of candidates) {
    if (typeof host === 'string' && LIKE_A_HOST.test(host) && isStable(host)) return host
  }
  return 'localhost'
}

/** Whether the URL parser takes the host, and for the same one; the scheme's own port it leaves out. */
function isStable(host: string): boolean {
  try {
    return new URL(`https://${host}`).host === host.toLowerCase().replace(/:443$/, '')
  } catch {
    return false
  }
}

/**
 * The caller's address. The platform saw `platformIp` connect; when `hops` proxies of ours stand in front of
 * the platform, the address is that many entries further left in X-Forwarded-For, which each proxy appends to.
 * Entries further left than that are whatever the client wrote.
 */
export function clientIp(
  platformIp: string | undefined,
  forwarded: string | null,
  hops: number,
): string | undefined {
  if (hops === 0) return platformIp
  const chain = (forwarded ?? '').split(',').flatMap((ip) => ip.trim() || [])
  if (platformIp !== undefined && chain.at(-1) !== platformIp) chain.push(platformIp)
  return chain[Math.max(0, chain.length - 1 - hops)]
}

/** The address that the nearest proxy appended to X-Forwarded-For: the last one. */
export function lastForwarded(forwarded: string | null): string | undefined {
  return forwarded?.slice(forwarded.lastIndexOf(',') + 1).trim() || undefined
}
