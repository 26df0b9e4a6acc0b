export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'

/** `log.info('order paid', { id })`: one line of JSON on standard output. */
export type Log = {
  [Level in LogLevel]: (message: string, fields?: { readonly [name: string]: unknown }) => void
}

/** Whose lines they are. */
interface Caller {
  readonly requestId: string
  readonly functionName: string
}

const LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']

/** The small log that is always there. `SAMPAN_LOG_LEVEL` says the lowest level that is written, `info` if none. */
export function createLog(context: Caller): Log {
  const wanted = LEVELS.indexOf(process.env['SAMPAN_LOG_LEVEL']?.toLowerCase() as LogLevel)
  const from = wanted === -1 ? LEVELS.indexOf('info') : wanted
  const log = {} as Log
  LEVELS.forEach((level, rank) => {
    log[level] = rank < from ? ignore : (message, fields) => writeLine(level, message, context, fields)
  })
  return log
}

function ignore(): void {}

/**
 * One write a line. console.log is not used: clouds patch it to prefix the line, which then is no JSON. It never
 * throws: what cannot be written must not fail the call that wanted to tell of it.
 */
export function writeLine(
  level: LogLevel,
  message: string,
  context: Caller | undefined,
  fields?: object,
): void {
  const line: { [name: string]: unknown } = { time: new Date().toISOString(), level, message }
  if (context?.requestId) line['requestId'] = context.requestId
  if (context?.functionName) line['function'] = context.functionName
  let text: string | undefined
  try {
    // The line's own members twice: they stand first, and no field, which may be a stranger's, passes for one.
    text = toJson({ ...line, ...(fields instanceof Error ? { error: fields } : fields), ...line })
  } catch (error) {
    line['unwritable'] = error instanceof Error ? error.message : typeof error
  }
  process.stdout.write(`${text ?? toJson(line)}\n`)
}

/** Undefined where a `toJSON` among the fields gives nothing. */
function toJson(line: object): string | undefined {
  // The path from the root to here: a value on it again is a circle, a value beside it merely occurs twice.
  const path: unknown[] = []
  // What stands in the line for each value of the path, and hence is `this` for what is below.
  const holders: unknown[] = []
  return JSON.stringify(line, function (this: unknown, _key, value: unknown) {
    if (typeof value === 'bigint') return String(value)
    if (typeof value !== 'object' || value === null) return value
    while (holders.length > 0 && holders.at(-1) !== this) {
      holders.pop()
      path.pop()
    }
    if (path.includes(value)) return '[circular]'
    const plain = value instanceof Error ? describe(value) : value
    path.push(value)
    holders.push(plain)
    return plain
  })
}

function describe(error: Error): object {
  const { name, message, stack, cause } = error
  const { code, errors } = error as { code?: unknown; errors?: unknown }
  return { name, message, code, stack, cause, errors }
}
