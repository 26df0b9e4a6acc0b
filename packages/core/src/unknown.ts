import { SampanError } from './errors.ts'

/** @throws SampanError SAMPAN_UNKNOWN_EVENT with what was expected, and the first keys of what came */
export function unknownEvent(codecs: readonly { readonly name: string }[], native: unknown): never {
  const names = codecs.map(({ name }) => name).join(', ')
  throw new SampanError(
    'SAMPAN_UNKNOWN_EVENT',
    `No codec knows this event; expected one of ${names}; ${shape(native)}`,
  )
}

/** Never its values: they may be credentials or personal data, and errors are logged. */
export function shape(native: unknown): string {
  if (native === null) return 'what came is null'
  if (Array.isArray(native)) return 'what came is a list'
  if (native instanceof Uint8Array) return 'what came is bytes that are no JSON'
  if (typeof native !== 'object') return `what came is a ${typeof native}`
  const keys: string[] = []
  for (const key in native) if (keys.push(JSON.stringify(key.slice(0, 40))) === 5) break
  return `the first keys of what came: ${keys.join(', ') || 'none'}`
}
