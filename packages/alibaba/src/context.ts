import type { Trace } from '@sampan/core'
import { type ContextSource, toCredentials } from '@sampan/core/adapter'
import type { FcContext } from './native.ts'

/**
 * The context first and the environment only where the context is silent: an instance that was restored from a
 * snapshot finds its environment rewritten.
 */
export const fcContext: ContextSource<FcContext | undefined> = {
  provider: 'alibaba',
  requestId: (native) => native?.requestId,
  functionName: (native) => native?.function?.name ?? process.env['FC_FUNCTION_NAME'],
  functionVersion: (native) => native?.service?.versionId || native?.service?.qualifier,
  region: (native) => native?.region ?? process.env['FC_REGION'],
  memoryMb: (native) =>
    Number(native?.function?.memory ?? process.env['FC_FUNCTION_MEMORY_SIZE']) || undefined,
  remainingMs(native, startedAt) {
    // Function Compute does not tell how much is left, only how much there was.
    const timeout = native?.function?.timeout
    return timeout ? startedAt + timeout * 1000 - Date.now() : undefined
  },
  credentials(native) {
    const given = native?.credentials
    return toCredentials(given?.accessKeyId, given?.accessKeySecret, given?.securityToken)
  },
  trace: (native) => jaegerTrace(native?.tracing?.openTracingSpanContext),
}

const SPAN_CONTEXT = /^([\da-f]{1,32}):([\da-f]{1,16}):[\da-f]{1,16}:([\da-f]{1,2})$/i

/** `5f22f355044a957a:5708f3a959c45ab0:71ab2ba6f2a68f6a:1`: Jaeger's form, which leaves leading zeros out. */
export function jaegerTrace(text: string | undefined): Trace | undefined {
  const match = SPAN_CONTEXT.exec(text ?? '')
  if (match === null) return undefined
  const [traceId, spanId] = [
    match[1]!.toLowerCase().padStart(32, '0'),
    match[2]!.toLowerCase().padStart(16, '0'),
  ]
  if (/^0+$/.test(traceId)) return undefined
  return {
    traceId,
    spanId: /^0+$/.test(spanId) ? undefined : spanId,
    sampled: (Number.parseInt(match[3]!, 16) & 1) === 1,
  }
}
