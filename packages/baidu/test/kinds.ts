import { any, bucket, bus, on, queue, type SampanFunction, schedule, stream, task } from '@sampan/core'
import { wire } from './support.ts'
import { eventSamples } from '../src/samples.ts'

/** A trigger of each kind that CFC has events of. */
export const triggers = {
  queue: queue('orders'),
  stream: stream('clicks'),
  bucket: bucket('uploads'),
  schedule: schedule('nightly', '0 3 * * *'),
  bus: bus('cdn'),
  task: task('resize'),
  any: any(),
} as const

export type Kind = keyof typeof triggers

export const kinds = Object.keys(triggers) as Kind[]

/** A function of a kind, with one handler for every kind. */
export function taking(kind: Kind, handler: (event: { data: unknown }) => unknown): SampanFunction {
  return on(triggers[kind] as typeof triggers.any, handler)
}

const common = { id: 'e-1', source: 'here', time: '2026-11-23T00:00:00Z', data: { n: 1 }, native: undefined }

/** Something of each kind, as far as any payload carries it. */
const events: { readonly [K in Kind]: object } = {
  queue: { ...common, kind: 'queue', type: 'message', queue: 'orders', attempt: 1, attributes: {} },
  stream: { ...common, kind: 'stream', type: 'message', stream: 'clicks', partition: '0', sequence: '1' },
  bucket: {
    ...common,
    kind: 'bucket',
    type: 'PutObject',
    action: 'created',
    bucket: 'uploads',
    key: 'a.jpg',
  },
  schedule: { ...common, kind: 'schedule', type: 'Scheduled Event' },
  bus: { ...common, kind: 'bus', type: 'CdnDomainStarted' },
  task: { ...common, kind: 'task', type: 'task', task: 'resize' },
  any: { ...common, kind: 'any', type: 'LaunchRequest' },
}

/** A native event of every sample. */
export const natives: readonly (readonly [name: string, kind: Kind, native: unknown])[] = eventSamples.map(
  (sample) => {
    const kind = sample.kind as Kind
    return [sample.name, kind, wire(sample.native([events[kind]]))]
  },
)
