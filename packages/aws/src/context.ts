import type { Trace } from '@sampan/core'
import { type ContextSource, toCredentials } from '@sampan/core/adapter'
import type { LambdaContext } from './native.ts'

export const lambdaContext: ContextSource<LambdaContext | undefined> = {
  provider: 'aws',
  requestId: (native) => native?.awsRequestId,
  functionName: (native) => native?.functionName ?? process.env['AWS_LAMBDA_FUNCTION_NAME'],
  functionVersion: (native) => native?.functionVersion ?? process.env['AWS_LAMBDA_FUNCTION_VERSION'],
  region: (native) => process.env['AWS_REGION'] ?? native?.invokedFunctionArn?.split(':')[3],
  memoryMb: (native) =>
    Number(native?.memoryLimitInMB ?? process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']) || undefined,
  remainingMs: (native) => native?.getRemainingTimeInMillis?.(),
  credentials() {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env
    return toCredentials(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN)
  },
  // Under Managed Instances several calls share the process, and the variable is not set; the context knows.
  trace: (native) => xrayTrace(native?.xRayTraceId ?? process.env['_X_AMZN_TRACE_ID']),
}

/** `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1` */
export function xrayTrace(header: string | undefined): Trace | undefined {
  const root = /Root=1-([\da-f]{8})-([\da-f]{24})/.exec(header ?? '')
  if (root === null) return undefined
  const sampled = /Sampled=([01])/.exec(header!)?.[1]
  return {
    traceId: root[1]! + root[2]!,
    spanId: /Parent=([\da-f]{16})/.exec(header!)?.[1],
    sampled: sampled === undefined ? undefined : sampled === '1',
  }
}
