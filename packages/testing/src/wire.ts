/** A native event as it arrives: through JSON, unless there is none of it. */
export function sent(native: unknown): unknown {
  return native === undefined || isNoJson(native) ? native : (JSON.parse(JSON.stringify(native)) as unknown)
}

/** The same for a platform that hands over the bytes of the JSON. */
export function sentBytes(native: unknown): unknown {
  return isNoJson(native) ? native : Buffer.from(native === undefined ? '' : JSON.stringify(native))
}

/** Bytes, or, as on FC 2.0, a request and its response. */
function isNoJson(native: unknown): boolean {
  return native instanceof Uint8Array || (typeof native === 'object' && native !== null && 'resp' in native)
}

/** A runtime that writes any result as JSON. */
export function asJson(result: unknown): string {
  const text: string | undefined = JSON.stringify(result)
  return text ?? 'null'
}

/** A runtime that passes text and bytes on as they are, writes any other result as JSON, and nothing for undefined. */
export function asText(result: unknown): string {
  if (result === undefined) return ''
  return typeof result === 'string' || result instanceof Uint8Array
    ? Buffer.from(result).toString()
    : asJson(result)
}

/** What a caller makes of what a runtime wrote: the value of its JSON, or else the text. */
export function read(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
