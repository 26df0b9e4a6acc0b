import { SampanError } from '../errors.ts'
import type { BodyCarrier } from './carrier.ts'
import { isStream, type NativeBody } from './field.ts'
import { parseJson } from './json.ts'

export { parseJson }

/** The ways to read the body of an event. Loaded at the first reading, since most requests have none. */
export function readJson(event: BodyCarrier): unknown {
  const text = readText(event)
  return typeof text === 'string' ? parseJson(text) : text.then(parseJson)
}

export function readText(event: BodyCarrier): string | Promise<string> {
  const body = read(event)
  const base64 = event._source.base64(event.native)
  return body instanceof Promise ? body.then((whole) => bodyText(whole, base64)) : bodyText(body, base64)
}

export function readBytes(event: BodyCarrier): Uint8Array | Promise<Uint8Array> {
  const body = read(event)
  const base64 = event._source.base64(event.native)
  return body instanceof Promise ? body.then((whole) => bodyBytes(whole, base64)) : bodyBytes(body, base64)
}

/**
 * The body as it arrives, for who reads it piece by piece. One that streams is not kept: from the first chunk on, nobody
 * else can read it.
 */
export async function* readChunks(event: BodyCarrier): AsyncGenerator<Uint8Array> {
  const body = event._body === null && event._reading === undefined ? event._source.body(event.native) : ''
  if (!isStream(body)) {
    yield await readBytes(event)
    return
  }
  const request = event._reader === 'request' ? event._request : undefined
  if (request?.bodyUsed || request?.body?.locked) throw bodyUsed('event.request')
  event._reader ??= 'event'
  event._reading = Promise.reject(bodyUsed('event.body'))
  // It may be that nobody asks any more.
  event._reading.catch(() => {})
  yield* (request?.body as unknown as AsyncIterable<Uint8Array> | undefined) ?? body
}

function bodyUsed(where: string): SampanError {
  return new SampanError(
    'SAMPAN_BODY_USED',
    `The body streams and was read through ${where}: read it in one place only`,
  )
}

/** The body, a streamed one buffered at its first reading, so that it can be read again. */
function read(event: BodyCarrier): NativeBody | Promise<NativeBody> {
  if (event._body !== null) return event._body
  // One reading for all who ask meanwhile: two would split the stream between them.
  if (event._reading !== undefined) return event._reading
  const body = event._source.body(event.native)
  if (!isStream(body)) return (event._body = body)
  return (event._reading = buffer(event, body))
}

async function buffer(event: BodyCarrier, stream: AsyncIterable<Uint8Array>): Promise<NativeBody> {
  const request = event._request
  if (event._reader === 'event') return (event._body = await bodyBytes(stream, false))
  // What the Request has not read yet is read off a copy, so that it can still be read there.
  if (request!.bodyUsed || request!.body!.locked) throw bodyUsed('event.request')
  return (event._body = new Uint8Array(await request!.clone().arrayBuffer()))
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
