import {
  bodyByType,
  type HttpSample,
  lastMap,
  lowerCase,
  multiMap,
  readBody,
  readEnvelope,
  readHeaders,
  readStatus,
  refuseEnvelope,
  type SampleReply,
  type SampleRequest,
  sentHeader,
} from '@sampan/core/samples'
import { ACCOUNT, gatewayHeaders, hostOf, REGION } from './gateway.sample.ts'

/** An Application Load Balancer whose target group has multi-value headers off. */
export const alb: HttpSample = {
  name: 'aws.alb',
  request: (request) => ({
    ...event(request),
    queryStringParameters: lastMap(rawQuery(request)),
    headers: lastMap(headersOf(request)),
  }),
  reply: (envelope) => read('aws.alb', envelope, 'headers', 'multiValueHeaders'),
}

/** The same with `lambda.multi_value_headers.enabled`. */
export const albMultiValue: HttpSample = {
  name: 'aws.alb-multi-value',
  request: (request) => ({
    ...event(request),
    multiValueQueryStringParameters: multiMap(rawQuery(request)),
    multiValueHeaders: multiMap(headersOf(request)),
  }),
  reply: (envelope) => read('aws.alb-multi-value', envelope, 'multiValueHeaders', 'headers'),
}

function headersOf(request: SampleRequest): [string, string][] {
  return lowerCase(gatewayHeaders(request, hostOf(request, `shop-lb-1234567890.${REGION}.elb.amazonaws.com`)))
}

function event(request: SampleRequest): object {
  // A body with any Content-Encoding is base64, whatever its type.
  const encoded = sentHeader(request, 'content-encoding') !== undefined
  const text = encoded ? /(?!)/ : /^(?:text\/|application\/(?:json|javascript|xml)\b)/i
  const { body, isBase64Encoded } = bodyByType(request, text)
  return {
    requestContext: {
      elb: {
        targetGroupArn: `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:targetgroup/shop/00aa11bb22cc33dd`,
      },
    },
    httpMethod: request.method,
    path: request.path,
    body: body ?? '',
    isBase64Encoded,
  }
}

function read(gateway: string, envelope: unknown, mine: string, others: string): SampleReply {
  const fields = readEnvelope(gateway, envelope, 1_000_000)
  if (typeof fields['statusCode'] !== 'number') refuseEnvelope(gateway, 'its statusCode is no number')
  if (fields[mine] === undefined && fields[others] !== undefined) {
    refuseEnvelope(gateway, `it has ${others}, where this target group reads ${mine}`)
  }
  return {
    status: readStatus(gateway, fields['statusCode']),
    headers: readHeaders(gateway, fields[mine], mine === 'headers' ? 'single' : 'list'),
    body: readBody(gateway, fields['body'], fields['isBase64Encoded']),
  }
}

/** The query's pairs as they were sent: this gateway decodes neither names nor values. */
function rawQuery({ search = '' }: SampleRequest): [string, string][] {
  return search.split('&').flatMap((part): [string, string][] => {
    const equals = part.indexOf('=')
    if (part === '') return []
    return equals === -1 ? [[part, '']] : [[part.slice(0, equals), part.slice(equals + 1)]]
  })
}
