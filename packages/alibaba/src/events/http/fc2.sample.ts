import {
  decodedQuery,
  headersExcept,
  type HttpSample,
  lowerCase,
  multiMap,
  refuseEnvelope,
  type SampleReply,
} from '@sampan/core/samples'
import type { Fc2Exchange, Fc2Request, Fc2Response } from '../../native.ts'
import { asReceived, ipOf } from './trigger.sample.ts'

/**
 * An HTTP trigger of FC 2.0, on the default domain. Its native event is the pair of `req` and `resp`, which a
 * handler takes as two arguments or, for tests, as this one. Unlike in the cloud, `resp.send` returns what was
 * sent, and the handler passes that on: `fc2Http.reply(await handler(fc2Http.request(request), context))`.
 */
export const fc2Http: HttpSample = {
  name: 'alibaba.fc2-http',
  request(request): Fc2Exchange {
    const { method, path, search, body = new Uint8Array(0), host } = request
    const lines = host === undefined ? (request.headers ?? []) : headersExcept(request, /^host$/i)
    const req: Fc2Request = {
      method,
      path,
      url: `/2016-08-15/proxy/shop/hello${path}${search ? `?${search}` : ''}`,
      queries: fewOrMany(multiMap(decodedQuery(request))),
      headers: folded([
        ...lines.map(([name, value]): [string, string] => [name, value]),
        ['host', host ?? HOST],
      ]),
      clientIP: ipOf(request),
      body: Buffer.from(body),
    }
    return { req, resp: memoryResponse() }
  },
  reply(envelope) {
    if (!sent.has(envelope as SampleReply)) refuseEnvelope('alibaba.fc2-http', 'nothing was sent')
    return asReceived(envelope as SampleReply)
  },
}

const HOST = '1000000000000001.cn-hangzhou.fc.aliyuncs.com'

/** A list only where there are several values. */
function fewOrMany(map: { [name: string]: string[] }): { [name: string]: string | string[] } {
  return Object.fromEntries(Object.entries(map).map(([name, all]) => [name, all.length > 1 ? all : all[0]!]))
}

/** Of these Node keeps the first, and the runtime does as Node does. */
const SINGLE =
  /^(?:age|authorization|content-(?:length|type)|from|host|if-modified-since|referer|user-agent)$/

function folded(lines: [string, string][]): NonNullable<Fc2Request['headers']> {
  const entries = Object.entries(multiMap(lowerCase(lines)))
  return Object.fromEntries(
    entries.map(([name, all]) => [
      name,
      name === 'set-cookie' ? all : SINGLE.test(name) ? all[0] : all.join(name === 'cookie' ? '; ' : ', '),
    ]),
  )
}

/** What responses of this file sent, and nobody else. */
const sent = new WeakSet<SampleReply>()

/** As strict as the runtime's own: it throws at what that throws at. */
function memoryResponse(): Fc2Response {
  const lines = new Map<string, [string, string][]>()
  let status = 200
  let open = true
  return {
    setStatusCode(code) {
      if (!Number.isInteger(code)) throw new TypeError('A status is a whole number')
      status = code
    },
    setHeader(name, value) {
      if (!open) throw new Error('The response was sent already')
      const all: unknown[] = [value].flat()
      if (all.some((one) => typeof one !== 'string'))
        throw new TypeError('A header is text or a list of texts')
      const key = name.toLowerCase()
      lines.set(
        key,
        all.map((one) => [key, String(one)]),
      )
    },
    send(body): SampleReply {
      if (!open) throw new Error('The response was sent already')
      if (typeof body !== 'string' && !Buffer.isBuffer(body))
        throw new TypeError('A body is text or a Buffer')
      open = false
      const reply = { status, headers: [...lines.values()].flat(), body: Buffer.from(body as string) }
      sent.add(reply)
      return reply
    },
  }
}
