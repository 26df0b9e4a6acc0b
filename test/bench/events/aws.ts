import { clientIp, headers, userAgent } from './headers.ts'

/** What a gateway of AWS sends, as far as frameworks read it; every value is invented. */
export interface Ask {
  method: string
  path: string
  search?: string
  cookies?: string[]
  body?: string
}

/** HTTP API, payload format 2.0, with 13 headers. */
export function httpApiEvent({ method, path, search = '', cookies, body }: Ask): object {
  const query = Object.fromEntries(new URLSearchParams(search))
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: search,
    ...(cookies && { cookies }),
    headers: body === undefined ? headers : { ...headers, ...bodyHeaders(body) },
    ...(search && { queryStringParameters: query }),
    requestContext: {
      accountId: '210987654321',
      apiId: 'm3k9q2x7wd',
      domainName: headers.host,
      domainPrefix: 'm3k9q2x7wd',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: clientIp, userAgent: userAgent },
      requestId: 'Qx7fThGbliAEJ2w=',
      routeKey: '$default',
      stage: '$default',
      time: '16/Oct/2026:09:58:12 +0000',
      timeEpoch: 1792144692431,
    },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  }
}

/** REST API, with its pairs of maps. */
export function restApiEvent({ method, path, search = '', body }: Ask): object {
  const pairs = [...new URLSearchParams(search)]
  const lists: { [key: string]: string[] } = {}
  for (const [key, value] of pairs) (lists[key] ??= []).push(value)
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: Object.fromEntries(pairs),
    multiValueQueryStringParameters: lists,
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    requestContext: {
      accountId: '210987654321',
      apiId: 'k2m8v5p1zt',
      domainName: headers.host,
      domainPrefix: 'm3k9q2x7wd',
      extendedRequestId: 'QyAcBFyFliAEPZw=',
      httpMethod: method,
      identity: { sourceIp: clientIp, userAgent: userAgent, userArn: null },
      path: `/prod${path}`,
      protocol: 'HTTP/1.1',
      requestId: '0b6e2c1d-7f3a-4c58-9d24-e8a1f7b35c90',
      requestTimeEpoch: 1792144692431,
      resourcePath: '/{proxy+}',
      stage: 'prod',
    },
    body: body ?? null,
    isBase64Encoded: false,
  }
}

function bodyHeaders(body: string): object {
  return { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }
}

const NATIVE_CONTEXT = {
  callbackWaitsForEmptyEventLoop: true,
  functionVersion: '$LATEST',
  functionName: 'bench',
  memoryLimitInMB: '512',
  logGroupName: '/aws/lambda/bench',
  logStreamName: '2026/10/16/[$LATEST]4f7c1e9b2d6a4835b0c3e1f29a8d7b64',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-2:210987654321:function:bench',
  getRemainingTimeInMillis: () => 9_000,
}

export function lambdaContext(nth: number): object {
  return { ...NATIVE_CONTEXT, awsRequestId: `5e1f0c37-9b42-4d8a-8c16-${String(nth).padStart(12, '0')}` }
}
