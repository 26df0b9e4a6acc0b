import { headersExcept, sentHeader, type SampleRequest } from '@sampan/core/samples'

/** What the gateways of AWS have in common. */

export const ACCOUNT = '123456789012'
export const REGION = 'eu-west-1'
/** The same request always gives the same event, so the clock of the samples stands still. */
export const EPOCH = 1_795_392_000_000

export function ipOf({ ip }: SampleRequest): string {
  return ip ?? '203.0.113.10'
}

/** The host that the client asked for. */
export function hostOf(request: SampleRequest, standard: string): string {
  return request.host ?? sentHeader(request, 'host') ?? standard
}

/** The client's header lines, and those that a gateway writes itself whatever the client sent. */
export function gatewayHeaders(request: SampleRequest, host: string): [name: string, value: string][] {
  const hops = [sentHeader(request, 'x-forwarded-for') ?? [], ipOf(request)].flat()
  return [
    ...headersExcept(request, /^(?:host|x-forwarded-(?:for|port|proto))$/i),
    ['Host', host],
    ['X-Forwarded-For', hops.join(', ')],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ]
}
