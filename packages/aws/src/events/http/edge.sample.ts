import {
  type HttpSample,
  readBody,
  readEnvelope,
  readLine,
  readStatus,
  refuseEnvelope,
  type SampleReply,
} from '@sampan/core/samples'
import { hostOf, ipOf } from './gateway.sample.ts'

const DOMAIN = 'd3adb33fcafe01.cloudfront.net'

/** Lambda@Edge at viewer-request, with the body included: what a viewer's request may bring, and get, is 40 KB. */
export const edge: HttpSample = {
  name: 'aws.edge',
  request(request) {
    const headers = new Map<string, { key: string; value: string }[]>()
    const client = (request.headers ?? []).filter(([name]) => name.toLowerCase() !== 'host')
    for (const [key, value] of [...client, ['Host', hostOf(request, DOMAIN)] as const]) {
      const name = key.toLowerCase()
      headers.set(name, [...(headers.get(name) ?? []), { key, value }])
    }
    const body = Buffer.from(request.body ?? [])
    return {
      Records: [
        {
          cf: {
            config: {
              distributionDomainName: DOMAIN,
              distributionId: 'E1SAMPLE2DISTR',
              eventType: 'viewer-request',
              requestId: 'b8hXc0FfEr3qU1sAmPlEonly0000000000000000000000000000==',
            },
            request: {
              clientIp: ipOf(request),
              headers: Object.fromEntries(headers),
              method: request.method,
              querystring: request.search ?? '',
              uri: request.path,
              ...(body.byteLength > 0 && {
                body: {
                  inputTruncated: body.byteLength > LIMIT,
                  action: 'read-only',
                  encoding: 'base64',
                  data: body.subarray(0, LIMIT).toString('base64'),
                },
              }),
            },
          },
        },
      ],
    }
  },
  reply(envelope) {
    const gateway = 'aws.edge'
    const { status, headers, body, bodyEncoding } = readEnvelope(gateway, envelope, LIMIT)
    if (typeof status !== 'string') refuseEnvelope(gateway, 'its status is no string')
    if (bodyEncoding !== undefined && bodyEncoding !== 'text' && bodyEncoding !== 'base64') {
      refuseEnvelope(gateway, `its bodyEncoding is ${JSON.stringify(bodyEncoding)}`)
    }
    if (status === '204' && body !== undefined) refuseEnvelope(gateway, 'a 204 has no body field')
    return {
      status: readStatus(gateway, status),
      headers: edgeHeaders(gateway, headers),
      body: readBody(gateway, body, bodyEncoding === 'base64'),
    }
  },
}

const LIMIT = 40_960

/** Blacklisted in replies, or read-only at a viewer request. */
const REFUSED = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-cache',
  'x-forwarded-proto',
  'x-real-ip',
])

function edgeHeaders(gateway: string, map: unknown): SampleReply['headers'] {
  const lines: SampleReply['headers'] = []
  for (const [name, list] of Object.entries((map ?? {}) as { [name: string]: unknown })) {
    if (REFUSED.has(name) || /^(?:proxy-|x-accel-|x-amz-cf-|x-edge-)/.test(name)) {
      refuseEnvelope(gateway, `the header ${name} is not the function's to send`)
    }
    if (name !== name.toLowerCase() || !Array.isArray(list)) {
      refuseEnvelope(gateway, `its header ${name} is no list under a lower-case name`)
    }
    for (const line of list as ({ key?: unknown; value?: unknown } | null)[]) {
      const key = line?.key ?? name
      if (typeof key !== 'string' || key.toLowerCase() !== name)
        refuseEnvelope(gateway, `a key of header ${name}`)
      lines.push(readLine(gateway, name, line?.value))
    }
  }
  return lines
}
