import {
  bodyByType,
  decodedQuery,
  decodePath,
  type HttpSample,
  joinedMap,
  lowerCase,
  readBody,
  readEnvelope,
  readHeaders,
  readLine,
  readStatus,
  refuseEnvelope,
  type SampleReply,
  type SampleRequest,
  sentHeader,
} from '@sampan/core/samples'
import { ACCOUNT, EPOCH, gatewayHeaders, hostOf, ipOf, REGION } from './gateway.sample.ts'
import { LAMBDA_LIMIT } from './limit.ts'

/** An HTTP API with payload format 2.0. */
export const httpApi: HttpSample = {
  name: 'aws.http-api',
  request(request) {
    const { stage = '$default' } = request
    const whole = stage === '$default' ? request.path : `/${stage}${request.path}`
    // The path arrives decoded, and what was an encoded `?` ends it.
    const path = decodePath(whole).split('?', 1)[0]!
    const host = hostOf(request, `h77pap1x02.execute-api.${REGION}.amazonaws.com`)
    const text =
      /^(?:text\/|application\/(?:json|xml|javascript|x-www-form-urlencoded)\b|[^;]+\+(?:json|xml)\b)/i
    return event(request, { host, stage, rawPath: path, path, accountId: ACCOUNT, text, cookieHeader: false })
  },
  reply(envelope) {
    const bare = withoutStatus(envelope)
    return bare === undefined ? read('aws.http-api', envelope) : json(JSON.stringify(bare))
  },
}

/** A Function URL without authentication. */
export const functionUrl: HttpSample = {
  name: 'aws.function-url',
  request(request) {
    const standard = `f0nct10nur1x03.lambda-url.${REGION}.on.aws`
    const asked = hostOf(request, standard)
    return event(request, {
      // A Function URL is reached by its own host and no other.
      host: asked.includes('.lambda-url.') ? asked : standard,
      stage: '$default',
      rawPath: request.path,
      path: decodePath(request.path),
      accountId: 'anonymous',
      // Forms arrive as base64 here.
      text: /text|json|xml/i,
      cookieHeader: true,
    })
  },
  reply(envelope) {
    const bare = withoutStatus(envelope)
    if (bare === undefined) return read('aws.function-url', envelope)
    return json(typeof bare === 'string' ? bare : JSON.stringify(bare))
  },
}

interface Shape {
  readonly host: string
  readonly stage: string
  readonly rawPath: string
  readonly path: string
  readonly accountId: string
  readonly text: RegExp
  readonly cookieHeader: boolean
}

function event(request: SampleRequest, shape: Shape): object {
  const lines = lowerCase(gatewayHeaders(request, shape.host))
  const headers = joinedMap(lines.filter(([name]) => name !== 'cookie' || shape.cookieHeader))
  const cookies = lines.flatMap(([name, value]) => (name === 'cookie' ? value.split(/;\s*/) : []))
  const query = decodedQuery(request)
  const { body, isBase64Encoded } = bodyByType(request, shape.text)
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: shape.rawPath,
    rawQueryString: request.search ?? '',
    // What there is none of is left out, where a REST API writes null.
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(query.length > 0 && { queryStringParameters: joinedMap(query) }),
    requestContext: {
      accountId: shape.accountId,
      apiId: shape.host.split('.')[0],
      domainName: shape.host,
      domainPrefix: shape.host.split('.')[0],
      http: {
        method: request.method,
        path: shape.path,
        protocol: 'HTTP/1.1',
        sourceIp: ipOf(request),
        userAgent: sentHeader(request, 'user-agent') ?? '',
      },
      requestId: 'Zq3xTh0aDoEEPJg=',
      routeKey: '$default',
      stage: shape.stage,
      time: '23/Nov/2026:00:00:00 +0000',
      timeEpoch: EPOCH,
    },
    ...(body !== undefined && { body }),
    isBase64Encoded,
  }
}

/** The value that the function returned, when it is no envelope; undefined when it is one. */
function withoutStatus(result: unknown): unknown {
  const value = JSON.parse(JSON.stringify(result) ?? 'null') as unknown
  return typeof value === 'object' && value !== null && 'statusCode' in value ? undefined : value
}

function json(text: string): SampleReply {
  return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(text, 'utf8') }
}

function read(gateway: string, envelope: unknown): SampleReply {
  const { statusCode, headers, cookies, body, isBase64Encoded } = readEnvelope(
    gateway,
    envelope,
    LAMBDA_LIMIT,
  )
  const lines = readHeaders(gateway, headers)
  if (cookies !== undefined && cookies !== null) {
    if (!Array.isArray(cookies)) refuseEnvelope(gateway, 'its cookies are no list')
    for (const cookie of cookies as unknown[]) lines.push(readLine(gateway, 'set-cookie', cookie))
  }
  return {
    status: readStatus(gateway, statusCode),
    headers: lines,
    body: readBody(gateway, body, isBase64Encoded),
  }
}
