import { BareRecord } from './bare.ts'

/** Lower-case names. A list is a header that is sent once per value, such as `set-cookie`. */
export type ReplyHeaders = { [name: string]: string | string[] }

/** What `reply()` takes; a number is written out, `undefined` is left out. */
export type HeaderInit = { readonly [name: string]: string | number | readonly string[] | undefined }

/** Text, bytes, or chunks still to come. */
export type ReplyBody = string | Uint8Array | AsyncIterable<string | Uint8Array> | WebBody | undefined

/** The part of a Response or a Blob that reads its body whole. */
export interface WebBody {
  arrayBuffer(): Promise<ArrayBuffer>
}

/** An answer over HTTP, ready for the adapter. Make one with `reply()`; middleware may change it in place. */
export class Reply {
  status: number
  headers: ReplyHeaders
  body: ReplyBody

  constructor(status: number, headers: ReplyHeaders, body: ReplyBody) {
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/**
 * Text, or an array or object that is nothing but data, as a Reply: what nearly every handler returns. Undefined for
 * all else; `toReply` knows every kind, and is loaded when the first of another kind comes.
 */
export function plainReply(result: unknown): Reply | undefined {
  const isText = typeof result === 'string'
  const text = isText ? result : jsonOf(result)
  if (text === undefined) return undefined
  const headers = new BareRecord<string | string[]>()
  headers['content-type'] = isText ? 'text/plain; charset=utf-8' : 'application/json'
  return new Reply(200, headers, text)
}

function jsonOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== Array.prototype) return undefined
  if (Symbol.asyncIterator in value || 'arrayBuffer' in value || 'then' in value) return undefined
  try {
    return JSON.stringify(value)
  } catch {
    // A circle or a BigInt: the slow way says so in words.
    return undefined
  }
}

/** Replies of these statuses have no body (RFC 9110, section 6.4.1). */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}
