/**
 * `Authorization: Bearer …`. The scheme is known in any case (RFC 9110, section 11.1); the token is RFC 6750's
 * b64token, which leaves no room for a comma, a quote or a second token.
 */
const BEARER = /^[ \t]*bearer +([\w.~+/-]+=*)[ \t]*$/i

/**
 * The scheme anywhere among several: a second Authorization line reaches some clouds joined by a comma, and which of
 * two tokens a proxy in front has looked at, nobody knows.
 */
const ATTEMPT = /(?:^|,)[ \t]*bearer(?:[ \t,]|$)/i

/** The token of an Authorization header, `undefined` if it is of other schemes alone, null if it cannot be read. */
export function bearerToken(header: string | null): string | null | undefined {
  if (header === null || !ATTEMPT.test(header)) return undefined
  return BEARER.exec(header)?.[1] ?? null
}

/** Three parts of base64url, as every signed token is (RFC 7515, section 7.1); the last may not be empty. */
export function isCompact(token: string): boolean {
  return /^[\w-]+\.[\w-]*\.[\w-]+$/.test(token)
}
