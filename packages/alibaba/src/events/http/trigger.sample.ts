import type { SampleReply, SampleRequest } from '@sampan/core/samples'

/** What HTTP triggers of FC 2.0 and 3.0 have in common. */

export function ipOf({ ip }: SampleRequest): string {
  return ip ?? '203.0.113.10'
}

/** Function Compute's own headers, or about the one connection. */
const DROPPED = /^(?:x-fc-.*|connection|content-length|date|keep-alive|server|upgrade)$/

/** What is left of a reply on its way to the client. */
export function asReceived({ status, headers, body }: SampleReply): SampleReply {
  return { status, headers: headers.filter(([name]) => !DROPPED.test(name)), body }
}
