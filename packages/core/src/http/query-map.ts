import { BareRecord } from './bare.ts'
import { addTo, type Query, wellFormed } from './query.ts'

/** For payloads that carry decoded maps instead of the raw string. Values of a wrong type are left out. */
export function queryFrom(map: object | null | undefined): Query {
  const query = new BareRecord<string | string[]>()
  eachPair(map, (key, value) => addTo(query, key, value))
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
  eachPair(map, (key, value) => pairs.push([key, value]))
  return pairs
}

function eachPair(map: object | null | undefined, take: (key: string, value: string) => unknown): void {
  if (map === null || typeof map !== 'object') return
  for (const name in map) {
    const key = wellFormed(name)
    const value: unknown = map[name as keyof typeof map]
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof one === 'string') take(key, wellFormed(one))
      else if (one === true) take(key, '')
      else if (typeof one === 'number' || one === false) take(key, String(one))
    }
  }
}
