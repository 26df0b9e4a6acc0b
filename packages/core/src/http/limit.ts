import { HttpError } from '../errors.ts'
import type { BodyCarrier } from './carrier.ts'
import type { HttpEvent } from './event.ts'
import { isStream, type NativeBody } from './field.ts'

/**
 * Lets the body of a request have no more than `bytes` (a whole number), whoever reads it and how: the event's
 * text(), json() and bytes(), or the stream and formData() of its Request. Of several limits the smallest counts.
 *
 * @throws HttpError 413 SAMPAN_BODY_TOO_LARGE: at once where Content-Length declares more or what was read already has
 *   more, else while the body is read
 */
export function limitBody(event: HttpEvent, bytes: number): void {
  const carrier = event as unknown as Limited
  const source = carrier._source
  // RFC 9110, section 15.5.14: who declares too much is answered before the body is read.
  if (Number(event.headers.get('content-length')) > bytes) throw tooLarge(bytes)
  if (carrier._body !== null) within(carrier._body, source.base64(carrier.native), bytes)
  // The source is the one way to the body, so events without a limit pay nothing for those that have one.
  carrier._source = Object.assign(Object.create(source) as Limited['_source'], {
    body: (native: unknown) => within(source.body(native), source.base64(native), bytes),
  })
  // A layer outside has asked for the Request: its stream had no limit yet.
  const request = carrier._request
  if (request?.body && !request.bodyUsed && !request.body.locked) {
    const init = { body: cut(request.body, bytes), duplex: 'half' }
    carrier._request = new Request(request, init as unknown as RequestInit)
  }
}

type Limited = { -readonly [Key in keyof BodyCarrier]: BodyCarrier[Key] }

function within(body: NativeBody, base64: boolean, limit: number): NativeBody {
  if (isStream(body)) return cut(body, limit)
  if (sizeOf(body, base64) > limit) throw tooLarge(limit)
  return body
}

/** Without decoding it. */
function sizeOf(body: string | Uint8Array | undefined, base64: boolean): number {
  if (typeof body === 'string') return Buffer.byteLength(body, base64 ? 'base64' : 'utf8')
  return body === undefined ? 0 : body.byteLength
}

/** Leaving the loop by the error closes the stream: no more of it is asked for. */
async function* cut(stream: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of stream) {
    size += chunk.byteLength
    if (size > limit) throw tooLarge(limit)
    yield chunk
  }
}

function tooLarge(limit: number): HttpError {
  return new HttpError(413, `The body is larger than the ${limit} bytes that are taken here`, {
    code: 'SAMPAN_BODY_TOO_LARGE',
  })
}
