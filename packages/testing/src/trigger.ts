import type { BucketTrigger, BusTrigger, HttpTrigger, Queue, Schedule, Stream, Trigger } from '@sampan/core'
import { parseRoute } from '@sampan/core/adapter'
import type { Fields } from './particulars.ts'

/** What a trigger says of the events that fire it: the resource's name, the type, the action. */
export function fromTrigger(trigger: Trigger): Fields {
  const read: (trigger: any) => Fields = readers[trigger.kind]
  return read(trigger)
}

const readers: { readonly [Kind in Trigger['kind']]: (trigger: any) => Fields } = {
  http: ({ route }: HttpTrigger) => (route === undefined ? {} : requestOf(route)),
  queue: ({ name }: Queue) => ({ queue: name }),
  stream: ({ name }: Stream) => ({ stream: name }),
  bucket: ({ bucket, action = 'created', prefix, suffix }: BucketTrigger) => ({
    bucket,
    action,
    ...((prefix !== '' || suffix !== '') && { key: `${prefix}file${suffix}` }),
  }),
  schedule: ({ name }: Schedule) => ({ schedule: name }),
  bus: ({ bus, type }: BusTrigger) => ({ bus, ...(type !== undefined && { type }) }),
  task: () => ({}),
  websocket: () => ({}),
  any: () => ({}),
}

/** What `:id` stands for is not known: then the path is the test's to say. */
function requestOf(route: string): Fields {
  const { method, path } = parseRoute(route)
  return { ...(method !== '' && { method }), ...(!/[:*]/.test(path) && { path }) }
}
