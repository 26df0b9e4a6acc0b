import { fc } from '@sampan/alibaba'
import { eventSamples as alibaba } from '@sampan/alibaba/samples'
import { lambda } from '@sampan/aws'
import { eventSamples as aws } from '@sampan/aws/samples'
import { cfc } from '@sampan/baidu'
import { eventSamples as baidu } from '@sampan/baidu/samples'
import type { EventKind, Names, SampanFunction } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import { scf } from '@sampan/tencent'
import { eventSamples as tencent } from '@sampan/tencent/samples'
import { vary } from './vocabulary.ts'

/** One payload of one cloud, in front of that cloud's adapter. */
export interface EventPayload {
  readonly name: string
  readonly provider: string
  readonly kind: EventKind
  /** The `n`-th of events that are the same on every cloud, but for the words of this payload. From 1 to 9. */
  event(n: number, over?: object): any
  /** What the cloud is given back where these events come to these functions as a handler. */
  send(events: readonly any[], functions: readonly SampanFunction[], names?: Names): Promise<unknown>
  /** What the platform calls the call that brings this event. */
  requestId(event: any): string
  /** What the caller of a task reads, of what the runtime is given back. */
  answer(result: unknown): unknown
}

type Adapter = (...functions: any[]) => (native: any, context: any) => Promise<unknown>

/** How a cloud calls: the context's fields have the names of the cloud, and FC hands over bytes. */
interface Cloud {
  readonly provider: string
  readonly samples: readonly EventSample[]
  readonly adapter: unknown
  readonly requestId: string
  readonly context: object
  readonly bytes?: true
  /** Text is sent to the caller as it is, not as JSON. */
  readonly raw?: true
}

const clouds: readonly Cloud[] = [
  {
    provider: 'aws',
    samples: aws,
    adapter: lambda,
    requestId: 'awsRequestId',
    context: { awsRequestId: 'call-1', functionName: 'shop' },
  },
  {
    provider: 'alibaba',
    samples: alibaba,
    adapter: fc,
    requestId: 'requestId',
    context: { requestId: 'call-1', function: { name: 'shop' } },
    bytes: true,
    raw: true,
  },
  {
    provider: 'tencent',
    samples: tencent,
    adapter: scf,
    requestId: 'request_id',
    context: { request_id: 'call-1', function_name: 'shop' },
  },
  {
    provider: 'baidu',
    samples: baidu,
    adapter: cfc,
    requestId: 'requestID',
    context: { requestID: 'call-1', functionName: 'shop' },
    raw: true,
  },
]

export const eventPayloads: readonly EventPayload[] = clouds.flatMap((cloud) =>
  cloud.samples.map((sample) => payload(sample, cloud)),
)

function payload(sample: EventSample, cloud: Cloud): EventPayload {
  const contextOf = (event: unknown): { [field: string]: any } => ({
    ...cloud.context,
    ...sample.context?.(event),
  })
  return {
    name: sample.name,
    provider: cloud.provider,
    kind: sample.kind,
    event: (n, over) => ({ ...vary(sample.kind, sample.name, n), ...over }),
    async send(events, functions, names = {}) {
      const native = sample.native(events)
      return (cloud.adapter as Adapter)(...functions, { names })(arrived(native, cloud), contextOf(events[0]))
    },
    requestId: (event) => contextOf(event)[cloud.requestId],
    answer: (result) => JSON.parse(cloud.raw && typeof result === 'string' ? result : JSON.stringify(result)),
  }
}

function arrived(native: unknown, { bytes }: Cloud): unknown {
  if (bytes && native instanceof Uint8Array) return native
  const text = JSON.stringify(native)
  return bytes ? Buffer.from(text) : JSON.parse(text)
}

/** Whether one call may bring several events. */
export function bringsSeveral({ name, event }: EventPayload): boolean {
  const sample = clouds.flatMap(({ samples }) => samples).find((one) => one.name === name)!
  try {
    sample.native([event(1), event(2)])
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'SAMPAN_BAD_SAMPLE') return false
    throw error
  }
}

/** How the cloud understands the end of a call that brought messages. */
export type End =
  | { readonly failed: 'nothing' }
  | { readonly failed: 'part'; readonly items: readonly unknown[] }
  | { readonly failed: 'whole'; readonly error: unknown }

export async function endOf(call: Promise<unknown>): Promise<End> {
  try {
    const result = (await call) as { batchItemFailures?: readonly unknown[] } | undefined
    const items = result?.batchItemFailures ?? []
    return items.length > 0 ? { failed: 'part', items } : { failed: 'nothing' }
  } catch (error) {
    return { failed: 'whole', error }
  }
}
