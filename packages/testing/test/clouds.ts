import {
  any,
  bucket,
  bus,
  http,
  on,
  queue,
  schedule,
  stream,
  task,
  type Trigger,
  websocket,
} from '@sampan/core'
import { type Cloud, clouds, type Payload } from '../src/clouds.ts'

/** One trigger a kind; a sole function takes every resource, whatever it is called. */
export const triggers: { readonly [Kind in Trigger['kind']]: Trigger<any, any> } = {
  http: http(),
  queue: queue('parcels'),
  stream: stream('visits'),
  bucket: bucket('photos'),
  schedule: schedule('hourly', '0 * * * *'),
  bus: bus('market'),
  task: task('resize'),
  websocket: websocket(),
  any: any(),
}

/** Every payload of every cloud. */
export const payloads: readonly (Payload & { readonly provider: string; readonly cloud: Cloud })[] =
  Object.entries(clouds).flatMap(([provider, cloud]) =>
    cloud.payloads.map((payload) => ({ provider, cloud, ...payload })),
  )

/** What the handler of a function sees in a native event. */
export async function seen(
  { cloud, kind }: { cloud: Cloud; kind: Trigger['kind'] },
  native: unknown,
  look: (event: any) => unknown = (event) => event,
): Promise<any[]> {
  const events: unknown[] = []
  const fn = on(triggers[kind], async (event) => {
    events.push(await look(event))
  })
  await cloud.invoke(fn, native, { requestId: 'r-1', functionName: 'resize', timeoutMs: 5000 })
  return events
}
