import type { FcContext } from '@sampan/alibaba'
import type { LambdaContext } from '@sampan/aws'
import type { CfcContext } from '@sampan/baidu'
import type { ScfContext } from '@sampan/tencent'

/** What surrounds a call, the same for every cloud. */
export interface CallOptions {
  /** The platform's id of the call. */
  requestId?: string
  /** `sampan-test` if not set; a task's own name. */
  functionName?: string
  /** Milliseconds that the platform grants, from now on; 60,000 if not set. Baidu does not tell its functions. */
  timeoutMs?: number
}

/** The names of CallOptions. */
export const CALL_OPTIONS: readonly string[] = ['requestId', 'functionName', 'timeoutMs']

/** A call with everything set. */
export type Call = Required<CallOptions>

export function lambdaContext({ requestId, functionName, timeoutMs }: Call): LambdaContext {
  return {
    awsRequestId: requestId,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-west-1:123456789012:function:${functionName}`,
    memoryLimitInMB: '256',
    getRemainingTimeInMillis: countDown(timeoutMs),
  }
}

export function fcContext({ requestId, functionName, timeoutMs }: Call): FcContext {
  return {
    requestId,
    // As for a function without a role: tests have no business with credentials.
    credentials: { accessKeyId: '', accessKeySecret: '', securityToken: '' },
    function: { name: functionName, handler: 'index.handler', memory: 256, timeout: timeoutMs / 1000 },
    service: { name: '', logProject: '', logStore: '', qualifier: 'LATEST', versionId: '' },
    region: 'cn-hangzhou',
    accountId: '1000000000000001',
    retryCount: 0,
  }
}

export function scfContext({ requestId, functionName, timeoutMs }: Call): ScfContext {
  return {
    callbackWaitsForEmptyEventLoop: true,
    memory_limit_in_mb: 256,
    time_limit_in_ms: timeoutMs,
    request_id: requestId,
    environment: '{"SCF_NAMESPACE":"default"}',
    environ: 'SCF_NAMESPACE=default',
    function_version: '$LATEST',
    function_name: functionName,
    namespace: 'default',
    tencentcloud_region: 'ap-guangzhou',
    tencentcloud_appid: '1250000001',
    tencentcloud_uin: '3400000001',
  }
}

export function cfcContext({ requestId, functionName }: Call): CfcContext {
  return {
    requestID: requestId,
    functionName,
    functionVersion: '$LATEST',
    functionBrn: `brn:bce:cfc:bj:0123456789abcdef0123456789abcdef:function:${functionName}:$LATEST`,
    memoryLimitInMB: 256,
    clientContext: '',
  }
}

function countDown(ms: number): () => number {
  const end = Date.now() + ms
  return () => end - Date.now()
}
