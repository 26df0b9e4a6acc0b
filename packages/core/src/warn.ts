import { writeLine } from './log.ts'

const given = new Set<string>()

/**
 * Says once per instance that something cannot be carried. What a payload has no place for is never dropped in
 * silence, and never more than once, or a busy function would pay more for the warning than for the fault.
 */
export function warnOnce(code: string, message: string): void {
  if (given.has(code)) return
  given.add(code)
  writeLine('warn', message, undefined, { code })
}
