import { asText, type ContextSource, toCredentials } from '@sampan/core/adapter'
import type { ScfContext } from './native.ts'

export const scfContext: ContextSource<ScfContext | undefined> = {
  provider: 'tencent',
  requestId: (native) => asText(native?.request_id),
  functionName: (native) => asText(native?.function_name) ?? process.env['SCF_FUNCTIONNAME'],
  functionVersion: (native) => asText(native?.function_version) ?? process.env['SCF_FUNCTIONVERSION'],
  region: (native) => asText(native?.tencentcloud_region) ?? process.env['TENCENTCLOUD_REGION'],
  memoryMb: (native) => Number(native?.memory_limit_in_mb) || undefined,
  countsTime: true,
  remainingMs(native, startedAt) {
    // In the documented context, but not in every runtime's.
    if (typeof native?.getRemainingTimeInMillis === 'function') return native.getRemainingTimeInMillis()
    const limit = Number(native?.time_limit_in_ms) || undefined
    return limit && startedAt + limit - Date.now()
  },
  // The context carries none; whether a living instance is given new ones is not documented, so nothing is kept.
  credentials() {
    const { TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY, TENCENTCLOUD_SESSIONTOKEN } = process.env
    return toCredentials(TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY, TENCENTCLOUD_SESSIONTOKEN)
  },
}
