/** A scheme and an authority, lower-case: what may be given back in a header. */
export const ORIGIN: RegExp = /^[a-z][a-z\d+.-]*:\/\/[a-z\d._:[\]-]+$/

/** Whether it is as browsers write it: `https://a.example:443` and `https://A.example` are sent as another text. */
export function isOrigin(text: unknown): text is string {
  if (typeof text !== 'string' || !ORIGIN.test(text)) return false
  return !/^https?:/.test(text) || parseUrl(text)?.origin === text
}

/** Not URL.canParse: early releases of Node 18 have none. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
