import { bindingOf } from '../binding.ts'
import { checkOptions } from '../options.ts'
import type { Output, Schema } from '../schema.ts'
import type { Trigger } from '../trigger.ts'
import { checkData } from './data.ts'
import { startEngine } from './engine.ts'
import type { QueueEvent } from './event.ts'
import { nativeName, sameResource } from './resource.ts'

/** A message to send. */
export interface QueueMessage<Data = unknown> {
  readonly data: Data
  /** Messages of one group are handled in order, where the queue has groups. */
  readonly groupId?: string | undefined
  readonly attributes?: { readonly [name: string]: string | Uint8Array }
}

/** What a queue of an engine can do; `bind({ orders: … })` joins it to the resource. */
export interface QueueBinding {
  /** Resolves when the engine has taken every message. */
  send(messages: readonly QueueMessage[]): Promise<void>
}

/** A queue: a trigger for who handles its messages, and a place to send them to. */
export interface Queue<Data = unknown, Input = Data> extends Trigger<QueueEvent<Data>> {
  readonly kind: 'queue'
  readonly name: string
  /** Resolves when the queue has taken the message. @throws SampanError SAMPAN_NOT_BOUND */
  send(data: Input, options?: Omit<QueueMessage, 'data'>): Promise<void>
}

/** A queue by its name: `queue('orders', { data: z.object({ id: z.string() }) })`. */
export function queue(name: string): Queue
export function queue<S extends Schema<any, any>>(
  name: string,
  options: { data: S },
): Queue<Output<S>, S extends Schema<infer In, any> ? In : never>
export function queue(name: string, options: { data?: Schema<any> } = {}): Queue<any> {
  checkOptions('queue()', options, ['data'])
  const label = `queue ${name}`
  return {
    kind: 'queue',
    engine: startEngine,
    name,
    label,
    schema: options.data,
    overlaps: (other, names) => other.kind === 'queue' && sameResource(name, (other as Queue).name, names),
    claims: (event: QueueEvent, names, sole) => sole || event.queue === nativeName(name, names),
    prepare: checkData(label, options.data),
    async send(data, more) {
      await (bindingOf(name, label) as QueueBinding).send([{ ...more, data }])
    },
  }
}
