import type { NativeBody } from './field.ts'
import type { HttpHeaders } from './headers.ts'
import type { HttpSource } from './source.ts'

/** What an event shares with the two that read its body: body.ts and request.ts. */
export interface BodyCarrier {
  readonly method: string
  readonly url: string
  readonly headers: HttpHeaders
  readonly native: unknown
  readonly _source: Pick<HttpSource<any>, 'body' | 'base64'>
  /** The body once it is known whole; null before. */
  _body: NativeBody | null
  _reading: Promise<NativeBody> | undefined
  _request: Request | undefined
  /** Who reads a streamed body: the first to ask. The other one waits for it, or reads a copy. */
  _reader: 'event' | 'request' | undefined
  bytes(): Promise<Uint8Array>
}
