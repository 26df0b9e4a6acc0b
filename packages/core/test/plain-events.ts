/** The plain cloud's events other than HTTP: a payload that says its kind and lists its messages. */
import type { InvokeOptions } from '../src/codec.ts'
import { createInvoke, type Invoke } from '../src/driver.ts'
import { anyCodec, taskCodec } from '../src/events/call-codecs.ts'
import type { CallCodec, EventCodec, Item, MessageCodec } from '../src/events/codec.ts'
import type { MessageEvent, SocketEvent } from '../src/events/event.ts'
import type { SampanFunction } from '../src/trigger.ts'
import { httpCodec } from '../src/http/codec.ts'
import type { EventOf, Trigger } from '../src/trigger.ts'
import { plainContext, type PlainContext, plainHttp } from './plain.ts'

/** A message, or whatever else is delivered; further fields become the event's. */
export interface PlainMessage {
  readonly id: string
  readonly group?: string
  /** The id if not set. */
  readonly item?: Item
  readonly [field: string]: unknown
}

export interface PlainBatch {
  readonly kind: string
  readonly messages: readonly PlainMessage[]
}

type MessageKind = MessageEvent['kind']

const neutral: { [Kind in MessageKind]: object } = {
  queue: { queue: 'orders', attempt: 1, groupId: undefined, attributes: {} },
  stream: { stream: 'clicks', partition: '0', sequence: '1', key: undefined },
  bucket: { action: 'created', bucket: 'uploads', key: 'a.jpg' },
  schedule: { schedule: 'nightly' },
  bus: { bus: 'shop' },
}

/** What the plain cloud is told of a batch, where it can be told of a part. */
export interface PlainResult {
  readonly failed: readonly Item[]
}

export function messageCodec(kind: MessageKind, more: Partial<MessageCodec> = {}): MessageCodec<PlainBatch> {
  return {
    name: `plain.${kind}`,
    kind,
    match: (native) => native?.kind === kind,
    decode: ({ messages }) =>
      messages.map((native) => {
        const { id, group, item = id, ...fields } = native
        const event = { kind, id, source: 'plain', type: 'message', subject: undefined, time: undefined }
        return { item, group, event: { ...event, data: undefined, ...neutral[kind], ...fields, native } }
      }),
    ...more,
  }
}

/** The reply that names what failed. */
export const partial = { encode: (failed: readonly Item[]): PlainResult => ({ failed }) }

export const plainSocket: CallCodec<any, SocketEvent> = {
  name: 'plain.websocket',
  kind: 'websocket',
  match: (native) => native?.kind === 'websocket',
  decode: (native) => ({
    kind: 'websocket',
    id: native.id,
    source: 'plain',
    type: native.action,
    action: native.action,
    connectionId: 'c-1',
    headers: {},
    query: {},
    data: native.data,
    native,
  }),
  encode: (result) => ({ status: 200, result }),
  fail: (error) => ({ status: 500, error }),
}

/** Queues are told of a part; the others fail whole. */
export const plainEvents: readonly EventCodec[] = [
  messageCodec('queue', partial),
  messageCodec('stream'),
  messageCodec('bucket'),
  messageCodec('schedule'),
  messageCodec('bus'),
  plainSocket,
  taskCodec('node'),
  anyCodec('node'),
]

/** HTTP beside events: what says a method, so that it leaves something for those that take the rest. */
const plainHttpOnly = httpCodec({ ...plainHttp, match: (native) => native?.method !== undefined })

export function eventHandler(
  functions: SampanFunction<any> | readonly SampanFunction<any>[],
  { codecs = plainEvents, ...options }: InvokeOptions & { codecs?: readonly EventCodec[] } = {},
): Invoke<PlainContext> {
  const adapter = { codecs: [plainHttpOnly], events: async () => codecs, context: plainContext }
  return createInvoke(adapter, [functions].flat() as SampanFunction[], options)
}

/** Messages of a queue, each with its id as its data. */
export function queueOf(...messages: (string | PlainMessage)[]): PlainBatch {
  return {
    kind: 'queue',
    messages: messages.map((one) => (typeof one === 'string' ? { id: one, data: one } : one)),
  }
}

/** An event for asking triggers and functions without a codec; only what the test is about has to be said. */
export function plainEvent<T extends Trigger<any, any>>(
  trigger: T,
  fields: Partial<EventOf<T>> = {},
): EventOf<T> {
  const base = neutral[trigger.kind as MessageKind] as object | undefined
  return { kind: trigger.kind, id: 'm-1', source: 'plain', type: 'message', ...base, ...fields } as EventOf<T>
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
