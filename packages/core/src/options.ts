import type { InvokeOptions } from './codec.ts'
import { SampanError } from './errors.ts'
import { HTTP_OPTIONS, type HttpOptions } from './http/source.ts'
import type { SampanFunction } from './trigger.ts'

/** What the adapter of every cloud takes. */
export interface AdapterOptions extends HttpOptions, InvokeOptions {}

/** The names of AdapterOptions, for `splitArguments`. */
export const ADAPTER_OPTIONS: readonly string[] = [...HTTP_OPTIONS, 'names', 'concurrency']

/** What the adapters take: functions, and options last. */
export type AdapterArguments<Options> = [...functions: SampanFunction[], options: Options] | SampanFunction[]

/** Tells the two apart, and checks them: `owner` is how the error calls the adapter. */
export function splitArguments<Options extends object>(
  owner: string,
  args: AdapterArguments<Options>,
  known: readonly string[],
): { functions: SampanFunction[]; options: Options } {
  const functions = [...args] as SampanFunction[]
  const last: unknown = functions.at(-1)
  const hasOptions = typeof last === 'object' && last !== null && !Array.isArray(last) && !('trigger' in last)
  const options = (hasOptions ? functions.pop() : {}) as Options
  checkOptions(owner, options, known)
  if (functions.length > 0 && functions.every((one) => typeof one?.run === 'function'))
    return { functions, options }
  throw new SampanError('SAMPAN_BAD_FUNCTION', `${owner} takes functions made by on(trigger, handler)`)
}

/**
 * Options are closed: a misspelt one is an error that names the nearest, not a setting that silently does
 * nothing in production.
 */
export function checkOptions(owner: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue
    const near = [...known].sort((a, b) => distance(key, a) - distance(key, b))[0]
    const hint = near === undefined ? 'it takes none' : `did you mean "${near}"?`
    throw new SampanError('SAMPAN_UNKNOWN_OPTION', `${owner} has no option "${key}"; ${hint}`)
  }
}

/** Levenshtein distance, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
