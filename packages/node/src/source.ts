import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { type Codec, type HttpOptions, type HttpSource, normalPath, replyCodec } from '@sampan/core/adapter'
import type { Reply } from '@sampan/core'
import type { Call } from './call.ts'
import { openReply } from './outflow.ts'
import type { Platform } from './platform.ts'
import { bareAddress } from './socket.ts'

/** A request that this server was sent. `callOf` finds what is known of it beside the message. */
export function httpRequest(
  platform: Platform,
  { trustedHops = 0 }: HttpOptions,
  callOf: (request: IncomingMessage) => Call | undefined,
): Codec<IncomingMessage> {
  const source: HttpSource<IncomingMessage> = {
    method: (request) => request.method,
    path: (request) => normalPath(originForm(request.url!).split('?', 1)[0]),
    search: (request) => afterMark(originForm(request.url!)),
    // Every line of a repeated header; `request.headers` joins most of them and drops the rest.
    headers: (request) => request.headersDistinct,
    body: (request) => callOf(request)!.intake.read(),
    base64: () => false,
    ip: IP[platform],
    host: (request) => ABSOLUTE.exec(request.url!)?.[1],
  }
  // FC and SCF end TLS themselves and say in X-Forwarded-Proto, which core reads, how they were called.
  if (platform === 'node') source.scheme = (request) => schemeOf(request, trustedHops)
  const codec = replyCodec({
    name: 'node.http',
    match: (native) => callOf(native) !== undefined,
    source,
  })
  return {
    ...codec,
    encode: async (result, event, context) =>
      openReply((await codec.encode(result, event, context)) as Reply, () => (context.native as Call).gone),
  }
}

/** The address that the platform saw. On FC and SCF the socket's other end is the platform's own proxy. */
const IP: { readonly [P in Platform]: (request: IncomingMessage) => string | undefined } = {
  node: (request) => bareAddress(request.socket.remoteAddress),
  alibaba: (request) => bareAddress(request.headers['x-fc-client-ip'] as string | undefined),
  tencent: (request) => bareAddress(request.headers['x-scf-remote-addr'] as string | undefined),
}

/** RFC 9112, section 3.2.2: a target may be a whole URL, and its host then counts before the Host header. */
const ABSOLUTE = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i

function originForm(target: string): string {
  return target.replace(ABSOLUTE, '')
}

function afterMark(target: string): string {
  const mark = target.indexOf('?')
  return mark === -1 ? '' : target.slice(mark + 1)
}

/** Whoever can reach the server can write X-Forwarded-Proto: it counts only behind proxies that are trusted. */
function schemeOf(request: IncomingMessage, hops: number): 'http' | 'https' {
  const said = hops > 0 ? String(request.headers['x-forwarded-proto'] ?? '').split(',') : []
  const scheme = said.at(Math.max(-hops, -said.length))?.trim()
  if (scheme === 'http' || scheme === 'https') return scheme
  return (request.socket as Partial<TLSSocket>).encrypted ? 'https' : 'http'
}
