import { fc } from '@sampan/alibaba'
import { httpSamples as alibaba } from '@sampan/alibaba/samples'
import { lambda } from '@sampan/aws'
import { httpSamples as aws } from '@sampan/aws/samples'
import { cfc } from '@sampan/baidu'
import { httpSamples as baidu } from '@sampan/baidu/samples'
import { http, type HttpEvent, on } from '@sampan/core'
import type { HttpSample, SampleReply, SampleRequest } from '@sampan/core/samples'
import { scf } from '@sampan/tencent'
import { httpSamples as tencent } from '@sampan/tencent/samples'

/** One payload of one cloud, in front of that cloud's adapter. */
export interface Payload {
  readonly name: string
  /** What a client receives from a function of this one handler. */
  send(request: SampleRequest, handler: (event: HttpEvent) => unknown): Promise<SampleReply>
}

type Adapter = (fn: ReturnType<typeof on>) => (event: any, context?: any) => Promise<unknown> | undefined

export const payloads: readonly Payload[] = [
  ...aws.map((sample) => payload(sample, lambda as Adapter)),
  ...alibaba.map((sample) => payload(sample, fc as Adapter)),
  ...tencent.map((sample) => payload(sample, scf as Adapter)),
  ...baidu.map((sample) => payload(sample, cfc as unknown as Adapter)),
]

function payload(sample: HttpSample, adapter: Adapter): Payload {
  return {
    name: sample.name,
    async send(request, handler) {
      return sample.reply(await adapter(on(http(), handler))(sample.request(request)))
    },
  }
}

/** What the handler saw of a request, as `read` tells it. */
export async function seen<T>(
  to: Payload,
  request: SampleRequest,
  read: (event: HttpEvent) => T,
): Promise<Awaited<T>> {
  let value: Awaited<T> | undefined
  await to.send(request, async (event) => {
    value = await read(event)
  })
  return value!
}
