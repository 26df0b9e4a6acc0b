/** A body as payloads carry it: text, base64 text (see `HttpSource.base64`), bytes, or bytes still to come. */
export type NativeBody = string | Uint8Array | AsyncIterable<Uint8Array> | undefined

/** A payload's body field: absent, null or text by contract; a gateway that parsed JSON already gives a value. */
export function nativeBody(field: unknown): NativeBody {
  if (typeof field === 'string' || field instanceof Uint8Array) return field
  return field === undefined || field === null ? undefined : JSON.stringify(field)
}

/** A payload's flag; some clouds write it as text. */
export function isTrue(flag: unknown): boolean {
  return flag === true || flag === 'true'
}

/** A field that should be text, on a payload that nobody has checked. */
export function asText(field: unknown): string | undefined {
  return typeof field === 'string' && field !== '' ? field : undefined
}

export function isStream(body: NativeBody): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && !(body instanceof Uint8Array)
}
