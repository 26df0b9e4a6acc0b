import { asText } from './field.ts'
import type { NativeHeaders } from './headers.ts'

/**
 * One header of a native map: as the platform spells it, else in any case. The platform's own spelling goes first
 * where the map holds both, because the other one is then the client's.
 */
export function nativeHeader(headers: NativeHeaders, name: string): string | undefined {
  const exact = headers?.[name]
  if (typeof exact === 'string') return asText(exact)
  const wanted = name.toLowerCase()
  for (const [key, value] of Object.entries(headers ?? {})) {
    if (key.toLowerCase() === wanted) return asText(value)
  }
  return undefined
}
