import type { Context } from './context.ts'

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'

/** `log.info('order paid', { id })`: one line of JSON on standard output. */
export type Log = {
  [Level in LogLevel]: (message: string, fields?: { readonly [name: string]: unknown }) => void
}

const LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']

/** The small log that is always there. `SAMPAN_LOG_LEVEL` says the lowest level that is written; `info` if unset. */
export function createLog(context: Context): Log {
  const from = LEVELS.indexOf((process.env['SAMPAN_LOG_LEVEL'] ?? 'info') as LogLevel)
  const log = {} as Log
  LEVELS.forEach((level, rank) => {
    log[level] = rank < from ? ignore : (message, fields) => writeLine(level, message, context, fields)
  })
  return log
}

function ignore(): void {}

/** One write a line. console.log is not used: clouds patch it to prefix the line, which then is no JSON. */
export function writeLine(
  level: LogLevel,
  message: string,
  context: Context | undefined,
  fields?: object,
): void {
  const line = {
    time: new Date().toISOString(),
    level,
    message,
    requestId: context?.requestId || undefined,
    function: context?.functionName || undefined,
    ...fields,
  }
  process.stdout.write(`${toJson(line)}\n`)
}

function toJson(line: object): string {
  const seen: unknown[] = []
  return JSON.stringify(line, function (this: unknown, _key, value: unknown) {
    if (typeof value === 'bigint') return String(value)
    if (typeof value !== 'object' || value === null) return value
    // The path from the root to here: a value on it again is a circle, a value beside it merely occurs twice.
    while (seen.length > 0 && seen.at(-1) !== this) seen.pop()
    if (seen.includes(value)) return '[circular]'
    const plain = value instanceof Error ? describe(value) : value
    seen.push(plain)
    return plain
  })
}

function describe(error: Error): object {
  const { name, message, stack, cause } = error
  return { name, message, code: (error as { code?: unknown }).code, stack, cause }
}
