import { asText, type ContextSource, toCredentials } from '@sampan/core/adapter'
import type { CfcContext } from './native.ts'

export const cfcContext: ContextSource<CfcContext | undefined> = {
  provider: 'baidu',
  requestId: (native) => text(native, 'requestID', 'invokeid', 'awsRequestId'),
  functionName: (native) => text(native, 'functionName') ?? process.env['BCE_USER_FUNCTION_NAME'],
  functionVersion: (native) => text(native, 'functionVersion') ?? process.env['BCE_USER_FUNCTION_VERSION'],
  region(native) {
    const brn =
      text(native, 'functionBrn', 'invokedFunctionBrn', 'invokedFunctionArn') ??
      process.env['BCE_USER_FUNCTION_BRN']
    return brn?.split(':')[3]
  },
  memoryMb: (native) =>
    Number(find(native, 'memoryLimitInMB') ?? process.env['BCE_USER_FUNCTION_MEMSIZE']) || undefined,
  // The function's timeout is in no known field and no environment variable.
  remainingMs: (native) =>
    typeof native?.getRemainingTimeInMillis === 'function' ? native.getRemainingTimeInMillis() : undefined,
  credentials(native) {
    const own = find(native, 'credentials', 'credential') ?? native
    return toCredentials(
      find(own, 'credentialAccessKeyId', 'accessKeyId', 'accessKey'),
      find(own, 'credentialAccessKeySecret', 'accessKeySecret', 'secretAccessKey', 'secretKey'),
      find(own, 'credentialSessionToken', 'sessionToken', 'securityToken'),
    )
  },
}

function text(native: unknown, ...names: string[]): string | undefined {
  return asText(find(native, ...names))
}

/** The first of the names that the object has, first as it is spelt and then in any case of letters. */
function find(object: unknown, ...names: string[]): unknown {
  if (typeof object !== 'object' || object === null) return undefined
  const record = object as { readonly [name: string]: unknown }
  for (const name of names) if (record[name] != null) return record[name]
  for (const name of names) {
    for (const key in record) {
      if (key.toLowerCase() === name.toLowerCase() && record[key] != null) return record[key]
    }
  }
  return undefined
}
