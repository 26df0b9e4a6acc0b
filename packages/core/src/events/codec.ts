import type { Context } from '../context.ts'
import type { CallEvent, EventKind, MessageEvent } from './event.ts'

/** What both kinds of codec have. `match` is cheap and never throws. */
interface Match<Kind extends EventKind> {
  /** Cloud and payload, as in `aws.sqs`. */
  readonly name: string
  readonly kind: Kind
  match(native: any): boolean
  /** Set where the payload has no mark of its own: it is taken only when every other codec says no. */
  readonly last?: true
}

/** How a cloud is told of one message: its id, or its place in a Kafka topic. */
export type Item = string | { readonly partition: string; readonly offset: number }

/** One message of a native batch: an event, or what is wrong with a message that is none, which then fails alone. */
export type Delivery<Event extends MessageEvent = MessageEvent> = {
  /** Named in the reply when the message failed; several events may be parts of one message. */
  readonly item: Item
  /** Deliveries of one group are handled one after the other, and none after one that failed. */
  readonly group?: string | undefined
} & (
  | { readonly event: Event; readonly flaw?: undefined }
  | { readonly event?: undefined; readonly flaw: Error }
)

/**
 * A native event that brings messages, one or many. `decode` throws where the whole event cannot be read; data that
 * cannot be read is a `FlawedData` in its message, which fails alone.
 */
export interface MessageCodec<Native = any, Event extends MessageEvent = any> extends Match<Event['kind']> {
  decode(native: Native, context: Context): readonly Delivery<Event>[] | Promise<readonly Delivery<Event>[]>
  /**
   * The native reply that names what failed. Left out where the cloud cannot be told of a part: then the invocation
   * fails whole where anything failed.
   */
  readonly encode?: (failed: readonly Item[]) => unknown
}

/** A native event whose sender may wait for the result. */
export interface CallCodec<Native = any, Event extends CallEvent = any> extends Match<Event['kind']> {
  decode(native: Native, context: Context): Event | Promise<Event>
  encode(result: unknown, event: Event): unknown
  /** The failure in the payload's own form, for errors that have one. Left out, or throwing, it fails the invocation. */
  readonly fail?: (error: unknown, event: Event) => unknown
}

export type EventCodec = MessageCodec | CallCodec

export function isCall(codec: EventCodec): codec is CallCodec {
  return codec.kind === 'task' || codec.kind === 'websocket' || codec.kind === 'any'
}
