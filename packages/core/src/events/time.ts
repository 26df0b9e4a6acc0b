/**
 * A time as clouds write it, as RFC 3339 in UTC: text, or milliseconds since 1970 as a number or as digits. Undefined
 * where it is none. Text that is UTC already stays as it is, whatever its precision.
 */
export function timeOf(value: unknown): string | undefined {
  if (typeof value === 'number') return utc(value)
  if (typeof value !== 'string') return undefined
  if (/^\d{10,}$/.test(value)) return utc(Number(value))
  // Date finds a time in nearly any text, and reads one without an offset in the time zone of the instance.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(Z|[+-]\d\d:?\d\d)$/.test(value)) return undefined
  const known = utc(value)
  return known !== undefined && /:\d\d:\d\d(\.\d+)?Z$/.test(value) ? value : known
}

/** The same for seconds since 1970; rounded, because in binary 1545084650.987 * 1000 need not be whole. */
export function timeOfSeconds(seconds: unknown): string | undefined {
  return typeof seconds === 'number' ? timeOf(Math.round(seconds * 1000)) : undefined
}

function utc(value: number | string): string | undefined {
  const date = new Date(value)
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString()
  // RFC 3339 ends with the year 9999; beyond it stand milliseconds where seconds were expected.
  return /^\d{4}-/.test(text) ? text : undefined
}
