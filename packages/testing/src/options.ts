import type { BucketAction, EventKind, MessageEvent, SocketAction } from '@sampan/core'

/** A request as a client sends it. */
export interface HttpRequestOptions {
  /** GET if not set. */
  method?: string
  /** As it is sent, hence percent-encoded; it may bring a query: `/items?tag=a&tag=b`. `/` if not set. */
  path?: string
  /** Decoded, added to the query of the path; a list repeats the key. */
  query?: { readonly [name: string]: string | readonly string[] }
  /** A list repeats the line. */
  headers?: { readonly [name: string]: string | readonly string[] }
  /**
   * Text and bytes are sent as they are, any other value as JSON. Without a `Content-Type` in the headers it is
   * `text/plain; charset=utf-8`, `application/octet-stream` or `application/json`.
   */
  body?: unknown
  /** The client's address. */
  ip?: string
  host?: string
  /** A named stage of the gateway, where it has stages. */
  stage?: string
}

/** What every delivered event may say. What the payload has no place for is left out, as on that cloud. */
interface MessageOptions {
  /** Counted within the batch if not set, so that the same options always give the same event. */
  id?: string
  /** RFC 3339 and UTC; the midnight of 23 November 2026 if not set. */
  time?: string
}

export interface QueueOptions extends MessageOptions {
  /** `orders` if not set. A name that ends in `.fifo` gives a FIFO queue of SQS. */
  queue?: string
  /** As the handler is to see it: a value of JSON, or bytes (`Uint8Array`), also for text that is no JSON. */
  data?: unknown
  attempt?: number
  groupId?: string
  attributes?: { readonly [name: string]: string | Uint8Array }
}

export interface StreamOptions extends MessageOptions {
  /** `clicks` if not set. */
  stream?: string
  partition?: string
  sequence?: string
  key?: string | Uint8Array
  /** As the handler is to see it. Change streams carry a `RowChange`. */
  data?: unknown
  /** Change streams: `insert`, `update` or `delete`. */
  type?: string
}

export interface BucketOptions extends MessageOptions {
  /** `uploads` if not set. */
  bucket?: string
  /** Decoded: `my photo.jpg`. */
  key?: string
  /** `created` if not set. */
  action?: BucketAction
  /** The cloud's own name for what happened; the usual one for the action if not set. */
  type?: string
  /** Bytes. */
  size?: number
  etag?: string
  version?: string
}

export interface ScheduleEventOptions extends MessageOptions {
  /** `nightly` if not set. */
  schedule?: string
  /** None if not set. */
  data?: unknown
}

export interface BusOptions extends MessageOptions {
  /** `shop` if not set. */
  bus?: string
  /** `message` if not set, where the payload does not name the types of its own. */
  type?: string
  source?: string
  subject?: string
  data?: unknown
}

export interface TaskOptions {
  /** A value of JSON. */
  data?: unknown
}

export interface SocketOptions extends MessageOptions {
  /** `message` if not set. */
  action?: SocketAction
  connectionId?: string
  route?: string
  headers?: { readonly [name: string]: string }
  query?: { readonly [name: string]: string }
  /** What the client said. */
  data?: unknown
}

export interface AnyOptions {
  /** The native event itself. */
  data?: unknown
}

/** What may be said of one event, by its kind. */
export interface EventOptions {
  readonly http: HttpRequestOptions
  readonly queue: QueueOptions
  readonly stream: StreamOptions
  readonly bucket: BucketOptions
  readonly schedule: ScheduleEventOptions
  readonly bus: BusOptions
  readonly task: TaskOptions
  readonly websocket: SocketOptions
  readonly any: AnyOptions
}

/** Kinds that are delivered in batches. */
export type MessageKind = MessageEvent['kind']

type NamesOf = { readonly [Kind in EventKind]: readonly (keyof EventOptions[Kind] & string)[] }

/** The same at run time: options are closed. */
export const OPTION_NAMES: NamesOf = {
  http: ['method', 'path', 'query', 'headers', 'body', 'ip', 'host', 'stage'],
  queue: ['id', 'time', 'queue', 'data', 'attempt', 'groupId', 'attributes'],
  stream: ['id', 'time', 'stream', 'partition', 'sequence', 'key', 'data', 'type'],
  bucket: ['id', 'time', 'bucket', 'key', 'action', 'type', 'size', 'etag', 'version'],
  schedule: ['id', 'time', 'schedule', 'data'],
  bus: ['id', 'time', 'bus', 'type', 'source', 'subject', 'data'],
  task: ['data'],
  websocket: ['id', 'time', 'action', 'connectionId', 'route', 'headers', 'query', 'data'],
  any: ['data'],
}

export function isMessageKind(kind: EventKind): kind is MessageKind {
  return kind !== 'http' && kind !== 'task' && kind !== 'websocket' && kind !== 'any'
}
