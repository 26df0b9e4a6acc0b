import { HttpError } from '../errors.ts'

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

/** The body's bytes, decoded from base64 when the payload says so. */
export function bodyBytes(body: NativeBody, base64: boolean): Uint8Array | Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array(0)
  if (typeof body === 'string') return Buffer.from(body, base64 ? 'base64' : 'utf8')
  return body instanceof Uint8Array ? body : concat(body)
}

/** The body as text: UTF-8, without a byte order mark, as the Fetch standard reads it. */
export function bodyText(body: NativeBody, base64: boolean): string | Promise<string> {
  if (typeof body === 'string' && !base64) return withoutMark(body)
  const bytes = bodyBytes(body, base64)
  return bytes instanceof Uint8Array ? textOf(bytes) : bytes.then(textOf)
}

/** Parses the JSON of a request; a key `__proto__` is refused, because it pollutes whoever merges the value. */
export function parseJson(text: string): unknown {
  try {
    // A reviver makes parsing several times slower, so it runs only on texts that could spell the key.
    return text.includes('__proto__') || /\\u00[567]/.test(text)
      ? JSON.parse(text, refuseProto)
      : JSON.parse(text)
  } catch (cause) {
    if (cause instanceof HttpError) throw cause
    const what = text === '' ? 'The body is empty where JSON is expected' : 'The body is not valid JSON'
    throw new HttpError(400, what, { code: 'SAMPAN_BODY_NOT_JSON', cause })
  }
}

function refuseProto(key: string, value: unknown): unknown {
  if (key === '__proto__') {
    throw new HttpError(400, 'The body has a key "__proto__"', { code: 'SAMPAN_BODY_PROTO' })
  }
  return value
}

async function concat(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

function textOf(bytes: Uint8Array): string {
  return withoutMark(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}
