import type { SampleReply, SampleRequest } from '@sampan/core/samples'
import type { Gateway } from './gateways.ts'

export interface Measured {
  readonly gateway: Gateway
  readonly reply: SampleReply
  /** From the native event to the native result: the median, in µs. */
  readonly micros: number
}

/** Sends the same request through each, in turns, so that a warming or busy machine is the same for all. */
export async function measure(
  gateways: readonly Gateway[],
  request: SampleRequest,
  rounds: number,
): Promise<Measured[]> {
  const results = gateways.map((gateway) => ({
    gateway,
    times: [] as number[],
    result: undefined as unknown,
  }))
  for (let round = 0; round < rounds; round++) {
    for (const one of results) {
      const args = one.gateway.arguments(request)
      const start = performance.now()
      one.result = await one.gateway.call(args)
      one.times.push(performance.now() - start)
    }
  }
  return results.map(({ gateway, times, result }) => ({
    gateway,
    reply: gateway.reply(result),
    micros: 1000 * times.sort((a, b) => a - b)[times.length >> 1]!,
  }))
}
