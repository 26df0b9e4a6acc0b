import { canonicalHeaders, clientIp, headers, userAgent } from './headers.ts'

/** The same request as the other clouds' gateways send it; every value is invented. */
export interface Get {
  path: string
  query: { [key: string]: string }
}

/** Alibaba Function Compute 3.0, HTTP trigger. */
export function fc3Event({ path, query }: Get): object {
  return {
    version: 'v1',
    rawPath: path,
    headers: canonicalHeaders,
    queryParameters: query,
    body: '',
    isBase64Encoded: true,
    requestContext: {
      accountId: '1098765432109876',
      domainName: 'shop-api-qzvmkdwbtx.cn-hangzhou.fcapp.run',
      domainPrefix: 'shop-api-qzvmkdwbtx',
      requestId: '1-68f0c2a4-17c0ffee-5d1b7e903c2f',
      time: '2026-10-16T09:58:12Z',
      timeEpoch: '1792144692431',
      http: { method: 'GET', path, protocol: 'HTTP/1.1', sourceIp: clientIp, userAgent },
    },
  }
}

export function fcContext(nth: number): object {
  return {
    requestId: `1-68f0c2a4-17c0ffee-${String(nth).padStart(12, '0')}`,
    credentials: { accessKeyId: '', accessKeySecret: '', securityToken: '' },
    function: { name: 'bench', handler: 'index.handler', memory: 512, timeout: 10 },
    service: { logProject: 'bench', logStore: 'default-logs', qualifier: 'LATEST' },
    region: 'cn-hangzhou',
    accountId: '1098765432109876',
    retryCount: 0,
    tracing: { openTracingSpanBaggages: {} },
  }
}

/** Tencent SCF, Function URL. */
export function scfEvent({ path, query }: Get): object {
  return {
    httpMethod: 'GET',
    path,
    headers: { ...headers, 'x-scf-remote-addr': clientIp },
    queryString: query,
    queryStringParameters: {},
    pathParameters: {},
    headerParameters: {},
    requestContext: { sourceIp: clientIp },
  }
}

export function scfContext(nth: number): object {
  return {
    request_id: `5e1f0c37-9b42-4d8a-8c16-${String(nth).padStart(12, '0')}`,
    function_name: 'bench',
    function_version: '$LATEST',
    namespace: 'default',
    memory_limit_in_mb: 512,
    time_limit_in_ms: 10_000,
    environment: '{"SCF_NAMESPACE":"default"}',
    environ: 'SCF_NAMESPACE=default',
    tencentcloud_region: 'ap-guangzhou',
    tencentcloud_appid: '1309876543',
    tencentcloud_uin: '100098765432',
  }
}

/** Baidu CFC, HTTP trigger. */
export function cfcEvent({ path, query }: Get): object {
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: 'GET',
    headers: canonicalHeaders,
    queryStringParameters: query,
    pathParameters: { proxy: path.slice(1) },
    requestContext: {
      stage: 'cfc',
      requestId: '0b6e2c1d-7f3a-4c58-9d24-e8a1f7b35c90',
      resourcePath: '/{proxy+}',
      httpMethod: 'GET',
      apiId: 'k2m8v5p1zt9qx',
      sourceIp: clientIp,
    },
    body: '',
    isBase64Encoded: false,
  }
}

export function cfcContext(nth: number): object {
  return {
    requestID: `0b6e2c1d-7f3a-4c58-9d24-${String(nth).padStart(12, '0')}`,
    functionName: 'bench',
    functionVersion: '$LATEST',
    functionBrn: 'brn:bce:cfc:bj:9f1c4e7a:function:bench:$LATEST',
    memoryLimitInMB: 512,
  }
}
