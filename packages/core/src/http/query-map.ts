import { BareRecord } from './bare.ts'
import { addTo, type Query, wellFormed } from './query.ts'

/** For payloads that carry decoded maps instead of the raw string. Values of a wrong type are left out. */
export function queryFrom(map: object | null | undefined): Query {
  const query = new BareRecord<string | string[]>()
  for (const [key, value] of pairsOf(map)) addTo(query, key, value)
  return query
}

/** The raw query string of a decoded map: each key and value percent-encoded once. */
export function formatQuery(map: object | null | undefined): string {
  let raw = ''
  for (const [key, value] of pairsOf(map)) {
    raw += `${raw && '&'}${encodeURIComponent(key)}=${encodeURIComponent(value)}`
  }
  return raw
}

/** Every key with each of its values: strings, arrays of strings, and `true` (a key without value on SCF). */
export function pairsOf(map: object | null | undefined): [string, string][] {
  const pairs: [string, string][] = []
  if (map === null || typeof map !== 'object') return pairs
  for (const [name, value] of Object.entries(map) as [string, unknown][]) {
    const key = wellFormed(name)
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof one === 'string') pairs.push([key, wellFormed(one)])
      else if (one === true) pairs.push([key, ''])
      else if (typeof one === 'number' || one === false) pairs.push([key, String(one)])
    }
  }
  return pairs
}
