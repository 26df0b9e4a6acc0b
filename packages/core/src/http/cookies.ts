import { BareRecord } from './bare.ts'

export type Cookies = { readonly [name: string]: string | undefined }

/**
 * Reads a Cookie header (RFC 6265, section 5.4). The first of several cookies of one name wins: user agents
 * send the most specific path first. Values are percent-decoded when they can be.
 */
export function parseCookies(header: string | null): Cookies {
  const cookies = new BareRecord<string>()
  if (header === null) return cookies
  for (const part of header.split(';')) {
    const equals = part.indexOf('=')
    if (equals === -1) continue
    const name = part.slice(0, equals).trim()
    if (name === '' || cookies[name] !== undefined) continue
    let value = part.slice(equals + 1).trim()
    if (value.length > 1 && value.startsWith('"') && value.endsWith('"')) value = value.slice(1, -1)
    cookies[name] = decodePart(value)
  }
  return cookies
}

/** Percent-decodes once; what is malformed is passed on as it came. */
export function decodePart(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
