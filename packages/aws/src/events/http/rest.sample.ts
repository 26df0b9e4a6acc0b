import {
  bodyByType,
  decodedQuery,
  type HttpSample,
  lastMap,
  multiMap,
  readBody,
  readEnvelope,
  readHeaders,
  readStatus,
  type SampleReply,
  type SampleRequest,
  sentHeader,
} from '@sampan/core/samples'
import { ACCOUNT, EPOCH, gatewayHeaders, hostOf, ipOf, REGION } from './gateway.sample.ts'
import { LAMBDA_LIMIT } from './limit.ts'

/** What a REST API leaves as text when everything else is in its `binaryMediaTypes`, as in this sample's API. */
const TEXT = /^(?:text\/|application\/(?:json|xml|javascript|x-www-form-urlencoded)\b|[^;]+\+(?:json|xml)\b)/i

/** A REST API. Its stage (`prod` unless the request names one) is in `requestContext.path` only. */
export const restApi: HttpSample = {
  name: 'aws.rest-api',
  request(request) {
    const stage = request.stage ?? 'prod'
    // Runs of slashes are collapsed here, and stay in requestContext.path.
    const path = request.path.replace(/\/{2,}/g, '/')
    return event(request, path, `/${stage}${request.path}`, stage)
  },
  reply(envelope) {
    const { isBase64Encoded, body, ...reply } = read('aws.rest-api', envelope)
    // Base64 is undone for the binary types alone: of a text type, the client gets the base64.
    const binary = isBase64Encoded === true && !TEXT.test(typeOf(reply.headers) ?? '')
    return { ...reply, body: readBody('aws.rest-api', body, binary) }
  },
}

/** An HTTP API with payload format 1.0. A named stage is a part of both its paths. */
export const httpApiV1: HttpSample = {
  name: 'aws.http-api-1.0',
  request(request) {
    const { stage = '$default', path } = request
    const whole = stage === '$default' ? path : `/${stage}${path}`
    return { version: '1.0', ...event(request, whole, whole, stage) }
  },
  reply(envelope) {
    const { isBase64Encoded, body, ...reply } = read('aws.http-api-1.0', envelope)
    return { ...reply, body: readBody('aws.http-api-1.0', body, isBase64Encoded) }
  },
}

function event(request: SampleRequest, path: string, contextPath: string, stage: string): object {
  const host = hostOf(request, `r3st0api01.execute-api.${REGION}.amazonaws.com`)
  const headers = sameSpelling(gatewayHeaders(request, host))
  const query = decodedQuery(request)
  const { body, isBase64Encoded } = bodyByType(request, TEXT)
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: request.method,
    headers: lastMap(headers),
    multiValueHeaders: multiMap(headers),
    queryStringParameters: query.length === 0 ? null : lastMap(query),
    multiValueQueryStringParameters: query.length === 0 ? null : multiMap(query),
    pathParameters: { proxy: request.path.replace(/^\/+|\/$/g, '') },
    stageVariables: null,
    requestContext: {
      accountId: ACCOUNT,
      apiId: host.split('.')[0],
      domainName: host,
      domainPrefix: host.split('.')[0],
      httpMethod: request.method,
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        sourceIp: ipOf(request),
        user: null,
        userAgent: sentHeader(request, 'user-agent') ?? null,
        userArn: null,
      },
      path: contextPath,
      protocol: 'HTTP/1.1',
      requestId: '5a6b7c8d-0001-4a00-8000-00000000cafe',
      requestTimeEpoch: EPOCH,
      resourceId: 'res001',
      resourcePath: '/{proxy+}',
      stage,
    },
    body: body ?? null,
    isBase64Encoded,
  }
}

/** Lines of one name under its first spelling. */
function sameSpelling(lines: [string, string][]): [string, string][] {
  const spelling = new Map<string, string>()
  return lines.map(([name, value]) => {
    const key = name.toLowerCase()
    if (!spelling.has(key)) spelling.set(key, name)
    return [spelling.get(key)!, value]
  })
}

function read(
  gateway: string,
  envelope: unknown,
): Omit<SampleReply, 'body'> & { body: unknown; isBase64Encoded: unknown } {
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = readEnvelope(
    gateway,
    envelope,
    LAMBDA_LIMIT,
  )
  const status = readStatus(gateway, statusCode)
  // A name in both maps is sent with both values.
  const lines = [...readHeaders(gateway, headers), ...readHeaders(gateway, multiValueHeaders, 'list')]
  if (typeOf(lines) === undefined) lines.push(['content-type', 'application/json'])
  return { status, headers: lines, body, isBase64Encoded }
}

function typeOf(lines: SampleReply['headers']): string | undefined {
  return lines.find(([name]) => name === 'content-type')?.[1]
}
