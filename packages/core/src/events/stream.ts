import { checkOptions } from '../options.ts'
import type { Output, Schema } from '../schema.ts'
import type { Trigger } from '../trigger.ts'
import { checkData } from './data.ts'
import { startEngine } from './engine.ts'
import type { StreamEvent } from './event.ts'
import { nativeName, sameResource } from './resource.ts'

/** A log with positions: a Kinesis or DataHub stream, a Kafka topic, a table's changes, a log service's log. */
export interface Stream<Data = unknown> extends Trigger<StreamEvent<Data>> {
  readonly kind: 'stream'
  readonly name: string
}

/** A stream by its name: `stream('clicks', { data: z.object({ page: z.string() }) })`. */
export function stream(name: string): Stream
export function stream<S extends Schema<any, any>>(name: string, options: { data: S }): Stream<Output<S>>
export function stream(name: string, options: { data?: Schema<any> } = {}): Stream<any> {
  checkOptions('stream()', options, ['data'])
  const label = `stream ${name}`
  return {
    kind: 'stream',
    engine: startEngine,
    name,
    label,
    schema: options.data,
    overlaps: (other, names) => other.kind === 'stream' && sameResource(name, (other as Stream).name, names),
    claims: (event: StreamEvent, names, sole) => sole || event.stream === nativeName(name, names),
    prepare: checkData(label, options.data),
  }
}
