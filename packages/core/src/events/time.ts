/**
 * A time as clouds write it, as RFC 3339 in UTC: text, or milliseconds since 1970 as a number or as digits. Undefined
 * where it is none. Text that is UTC already stays as it is, whatever its precision.
 */
export function timeOf(value: unknown): string | undefined {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return value
  const known =
    typeof value === 'number' || (typeof value === 'string' && /^\d{10,}$/.test(value))
      ? Number(value)
      : value
  const date = new Date(typeof known === 'number' || typeof known === 'string' ? known : Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
