import { asText, type ContextSource, parseJaeger, toCredentials } from '@sampan/core/adapter'
import type { FcContext } from './native.ts'

/**
 * The context first and the environment only where the context is silent: an instance that was restored from a
 * snapshot finds its environment rewritten.
 */
export const fcContext: ContextSource<FcContext | undefined> = {
  provider: 'alibaba',
  requestId: (native) => asText(native?.requestId),
  functionName: (native) => asText(native?.function?.name) ?? process.env['FC_FUNCTION_NAME'],
  functionVersion: (native) => asText(native?.service?.versionId) ?? asText(native?.service?.qualifier),
  region: (native) => asText(native?.region) ?? process.env['FC_REGION'],
  memoryMb: (native) =>
    Number(native?.function?.memory ?? process.env['FC_FUNCTION_MEMORY_SIZE']) || undefined,
  countsTime: true,
  remainingMs(native, startedAt) {
    // Function Compute does not tell how much is left, only how much there was.
    const timeout = native?.function?.timeout
    return timeout ? startedAt + timeout * 1000 - Date.now() : undefined
  },
  credentials(native) {
    const given = native?.credentials
    return toCredentials(given?.accessKeyId, given?.accessKeySecret, given?.securityToken)
  },
  trace: (native) => parseJaeger(native?.tracing?.openTracingSpanContext),
}
