import type { Schema, Output } from '../schema.ts'
import type { Trigger } from '../trigger.ts'
import { checkData } from './data.ts'
import type { SocketEvent } from './event.ts'

/** The events of WebSockets that the cloud's gateway holds open. */
export interface SocketTrigger<Data = unknown> extends Trigger<SocketEvent<Data>> {
  readonly kind: 'websocket'
}

/** Connections, messages and disconnections; a schema checks the messages: `websocket({ data: Message })`. */
export function websocket(): SocketTrigger
export function websocket<S extends Schema<any, any>>(options: {
  data: S
}): SocketTrigger<Output<S> | undefined>
export function websocket(options: { data?: Schema<any> } = {}): SocketTrigger<any> {
  const label = 'websocket()'
  const check = checkData(label, options.data)
  return {
    kind: 'websocket',
    label,
    overlaps: (other) => other.kind === 'websocket',
    prepare: (event: SocketEvent) => (event.action === 'message' ? check(event) : undefined),
  }
}
