import type { HttpEvent } from '../http/event.ts'

/**
 * What happened, as CloudEvents 1.0 names it (https://github.com/cloudevents/spec): `id` and `source` together are the
 * same whenever the same event is delivered again, so they tell a repetition.
 */
export interface CloudEvent<Kind extends string = string, Data = unknown> {
  readonly kind: Kind
  readonly id: string
  /** Where it happened, as the cloud names it: an ARN, a topic, a URL. */
  readonly source: string
  /** What happened. A message that is no CloudEvent itself has type `message`. */
  readonly type: string
  /** What it happened to, where the cloud says so. */
  readonly subject?: string | undefined
  /** When, in RFC 3339 and UTC; undefined where the cloud does not say. */
  readonly time?: string | undefined
  /** JSON as its value, checked by the trigger's schema; what is not JSON stays bytes (`Uint8Array`). */
  readonly data: Data
  /** What the cloud sent for this event: its record of the native batch, or the whole native event. */
  readonly native: unknown
}

/** What a sender put beside the message. Own keys only, whatever they are called. */
export type Attributes = { readonly [name: string]: string | Uint8Array }

/** A message that is handed out until somebody acknowledges it. */
export interface QueueEvent<Data = unknown> extends CloudEvent<'queue', Data> {
  /** Its name, not its ARN or URL. */
  readonly queue: string
  /** 1 for the first delivery. Where a cloud only tells that it was delivered before, 2 then. */
  readonly attempt: number
  /** Messages of one group are handled in order. */
  readonly groupId?: string | undefined
  readonly attributes: Attributes
}

/** A record of a log with positions: Kinesis, Kafka, change data capture. */
export interface StreamEvent<Data = unknown> extends CloudEvent<'stream', Data> {
  /** The stream's, topic's or table's name. */
  readonly stream: string
  /** Records of one partition are handled in order. */
  readonly partition: string
  /** The record's position in its partition. */
  readonly sequence: string
  /** Bytes where the key is no text. */
  readonly key?: string | Uint8Array | undefined
}

/** A row before and after a change, as change streams tell it; `type` is `insert`, `update` or `delete`. */
export interface RowChange {
  readonly keys: { readonly [column: string]: unknown }
  readonly before?: { readonly [column: string]: unknown } | undefined
  readonly after?: { readonly [column: string]: unknown } | undefined
}

export type BucketAction = 'created' | 'deleted' | 'restored' | 'other'

/** Something happened to an object of a bucket. `type` is the cloud's own name for it. */
export interface BucketEvent<Action extends BucketAction = BucketAction> extends CloudEvent<
  'bucket',
  undefined
> {
  readonly action: Action
  readonly bucket: string
  /** Decoded: `my photo.jpg`, whatever the cloud's encoding. */
  readonly key: string
  /** Bytes; deletions have none. */
  readonly size?: number | undefined
  readonly etag?: string | undefined
  readonly version?: string | undefined
}

/** The time of a schedule has come. */
export interface ScheduleEvent<Data = unknown> extends CloudEvent<'schedule', Data> {
  /** The schedule's name; undefined where the cloud does not say. */
  readonly schedule?: string | undefined
}

/** Something was published: on an event bus, or to a topic. */
export interface BusEvent<Data = unknown, Type extends string = string> extends CloudEvent<'bus', Data> {
  readonly type: Type
  /** The bus's or topic's name; undefined where the cloud does not say, as Amazon EventBridge. */
  readonly bus?: string | undefined
}

/** Somebody called the function by name and waits for its result, or does not. */
export interface TaskEvent<Data = unknown> extends CloudEvent<'task', Data> {
  /** The name of the function that was called. */
  readonly task: string
}

export type SocketAction = 'connect' | 'message' | 'disconnect'

/** A WebSocket that the gateway holds open was opened, said something, or was closed. */
export interface SocketEvent<Data = unknown> extends CloudEvent<'websocket', Data> {
  readonly action: SocketAction
  readonly connectionId: string
  /** The route that the gateway chose by the message, where it chooses. */
  readonly route?: string | undefined
  /** The headers of the handshake, lower-case names; empty after it on most gateways. */
  readonly headers: { readonly [name: string]: string }
  /** The query of the handshake; empty after it. */
  readonly query: { readonly [name: string]: string }
}

/** What has no kind of its own: a mail receipt, a sign-up, a call of a voice assistant. `data` is the native event. */
export interface NativeEvent extends CloudEvent<'any'> {}

/** Events that are delivered, handled and acknowledged; nobody waits for a result. */
export type MessageEvent = QueueEvent | StreamEvent | BucketEvent | ScheduleEvent | BusEvent

/** Events whose sender may wait for the result. */
export type CallEvent = TaskEvent | SocketEvent | NativeEvent

export type AnyEvent = HttpEvent<any> | MessageEvent | CallEvent

export type EventKind = AnyEvent['kind']
