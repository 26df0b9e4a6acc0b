import * as alibabaSamples from '@sampan/alibaba/samples'
import type { Fc2Exchange } from '@sampan/alibaba'
import * as awsSamples from '@sampan/aws/samples'
import * as baiduSamples from '@sampan/baidu/samples'
import type { HttpSample, SampleReply, SampleRequest } from '@sampan/core/samples'
import * as tencentSamples from '@sampan/tencent/samples'
import { handler as fc } from './alibaba.ts'
import { handler as lambda } from './aws.ts'
import { handler as cfc } from './baidu.ts'
import { main_handler as scf } from './tencent.ts'

/** One way to a function: what the cloud makes of a request, how it calls, what it makes of the result. */
export interface Gateway {
  readonly cloud: string
  readonly event: string
  arguments(request: SampleRequest): readonly unknown[]
  call(args: readonly any[]): unknown
  reply(result: any): SampleReply
}

/** A server that listens, reached over a socket: it has no native event but the request. */
export function server(url: string): Gateway {
  return {
    cloud: 'node',
    event: 'http',
    arguments: ({ method, path, search, headers, body }) => [
      `${url}${path}${search ? `?${search}` : ''}`,
      { method, headers, body },
    ],
    async call([target, init]) {
      const response = await fetch(target as string, init as RequestInit)
      const body = new Uint8Array(await response.arrayBuffer())
      return { status: response.status, headers: [...response.headers], body } satisfies SampleReply
    },
    reply: (reply: SampleReply) => reply,
  }
}

/** Every native HTTP event of the four clouds, in front of the entry that is deployed to each. */
export const gateways: readonly Gateway[] = [
  ...awsSamples.httpSamples.map((sample) =>
    gateway(sample, (event) => [event, { awsRequestId: 'request-1' }], lambda),
  ),
  ...alibabaSamples.httpSamples.map((sample) => gateway(sample, fcArguments, fc)),
  ...tencentSamples.httpSamples.map((sample) =>
    gateway(sample, (event) => [event, { request_id: 'request-1' }], scf),
  ),
  ...baiduSamples.httpSamples.map((sample) =>
    gateway(sample, (event) => [event, { requestID: 'request-1' }], cfc),
  ),
]

export async function send(to: Gateway, request: SampleRequest): Promise<SampleReply> {
  return to.reply(await to.call(to.arguments(request)))
}

function gateway(
  sample: HttpSample,
  args: (event: unknown) => readonly unknown[],
  handler: (...args: any[]) => unknown,
): Gateway {
  const dot = sample.name.indexOf('.')
  return {
    cloud: sample.name.slice(0, dot),
    event: sample.name.slice(dot + 1),
    arguments: (request) => args(sample.request(request)),
    call: (list) => handler(...list),
    reply: (result) => sample.reply(result),
  }
}

/** Function Compute hands over an event as bytes, and the HTTP requests of FC 2.0 as two objects. */
function fcArguments(event: unknown): readonly unknown[] {
  const context = { requestId: 'request-1' }
  const { req, resp } = event as Partial<Fc2Exchange>
  return resp === undefined ? [Buffer.from(JSON.stringify(event)), context] : [req, resp, context]
}
