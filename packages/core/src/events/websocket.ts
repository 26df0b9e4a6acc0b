import { checkOptions } from '../options.ts'
import type { Output, Schema } from '../schema.ts'
import type { Trigger } from '../trigger.ts'
import { checkData } from './data.ts'
import { startEngine } from './engine.ts'
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
  checkOptions('websocket()', options, ['data'])
  const label = 'websocket()'
  const check = checkData(label, options.data)
  return {
    kind: 'websocket',
    engine: startEngine,
    label,
    overlaps: (other) => other.kind === 'websocket',
    prepare: (event: SocketEvent) => (event.action === 'message' ? check(event) : undefined),
  }
}
