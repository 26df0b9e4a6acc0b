import { fc } from '@sampan/alibaba'
import * as alibaba from '@sampan/alibaba/samples'
import { lambda } from '@sampan/aws'
import * as aws from '@sampan/aws/samples'
import { cfc } from '@sampan/baidu'
import * as baidu from '@sampan/baidu/samples'
import type { EventKind, SampanFunction } from '@sampan/core'
import type { EventSample, HttpSample } from '@sampan/core/samples'
import { scf } from '@sampan/tencent'
import * as tencent from '@sampan/tencent/samples'
import { type Call, cfcContext, fcContext, lambdaContext, scfContext } from './contexts.ts'
import { asJson, asText, sentBytes } from './wire.ts'

/** What each `samples` entry point exports: its samples by name, and lists of them. */
interface Samples {
  readonly aws: typeof aws
  readonly alibaba: typeof alibaba
  readonly tencent: typeof tencent
  readonly baidu: typeof baidu
}

export type CloudProvider = keyof Samples

type Sample = HttpSample | EventSample

/** Exported names of the samples of one cloud, the lists left out. */
type SampleName<P extends CloudProvider> = {
  [Name in keyof Samples[P]]: Samples[P][Name] extends Sample ? Name : never
}[keyof Samples[P]] &
  string

type KindOf<S> = S extends HttpSample ? 'http' : S extends EventSample<infer Event> ? Event['kind'] : never

/** The payloads of one cloud with the kind of event that each brings. */
export type Payloads<P extends CloudProvider> = {
  readonly [Name in SampleName<P>]: KindOf<Samples[P][Name]>
}

/** A payload's name as `fake` has it, and what writes it. */
export interface Payload {
  readonly name: string
  readonly kind: EventKind
  readonly sample: Sample
}

export interface Cloud {
  /** In the order of the package's lists. */
  readonly payloads: readonly Payload[]
  /** What the platform does: it calls the package's adapter with the event and the context. */
  invoke(fn: SampanFunction, native: unknown, call: Call): Promise<unknown>
  /** What its runtime writes of a result, for whoever waits for it. */
  write(result: unknown): string
}

export const clouds: { readonly [P in CloudProvider]: Cloud } = {
  aws: {
    payloads: payloadsOf(aws),
    write: asJson,
    invoke: (fn, native, call) => lambda(fn)(native, lambdaContext(call)),
  },
  alibaba: {
    payloads: payloadsOf(alibaba),
    write: asText,
    invoke: (fn, native, call) => fc(fn)(sentBytes(native), fcContext(call)),
  },
  tencent: {
    payloads: payloadsOf(tencent),
    write: asJson,
    invoke: (fn, native, call) => scf(fn)(native, scfContext(call)),
  },
  baidu: {
    payloads: payloadsOf(baidu),
    write: asText,
    invoke: (fn, native, call) => cfc(fn)(native, cfcContext(call)),
  },
}

/** A sample is known by the name that it is exported by. */
function payloadsOf(samples: {
  readonly [name: string]: unknown
  readonly httpSamples: readonly HttpSample[]
  readonly eventSamples?: readonly EventSample[]
}): readonly Payload[] {
  const names = new Map(Object.entries(samples).map(([name, sample]) => [sample, name]))
  return [...samples.httpSamples, ...(samples.eventSamples ?? [])].flatMap((sample) => {
    const name = names.get(sample)
    return name === undefined ? [] : { name, kind: 'kind' in sample ? sample.kind : 'http', sample }
  })
}
