import { gunzipSync, gzipSync } from 'node:zlib'

/** Where to strike, and how. */
export interface Blow {
  readonly at: number
  readonly how: 'drop' | 'cut' | { readonly value: unknown }
}

/** A native event with some of its fields dropped, cut off or replaced; also those of the JSON, gzipped or not, in its texts. */
export function strike(native: unknown, blows: readonly Blow[]): unknown {
  const root = [open(native)]
  for (const { at, how } of blows) {
    const places: [holder: any, key: string][] = []
    const visit = (holder: object): void => {
      for (const [key, below] of Object.entries(holder)) {
        places.push([holder, key])
        if (typeof below === 'object' && below !== null) visit(below)
      }
    }
    visit(root)
    const [holder, key] = places[at % places.length] ?? [root, '0']
    if (how === 'drop') delete holder[key]
    else if (how === 'cut')
      holder[key] = typeof holder[key] === 'string' ? holder[key].slice(0, -1) : undefined
    else holder[key] = structuredClone(how.value)
  }
  return JSON.parse(JSON.stringify(root[0] ?? null))
}

/** JSON within a text, which goes back into its text. */
class Inner {
  readonly inner: unknown
  // Out of reach of blows.
  readonly #pack: (json: string) => string

  constructor(json: string, pack: (json: string) => string) {
    this.inner = open(JSON.parse(json))
    this.#pack = pack
  }

  toJSON(): string {
    return this.#pack(JSON.stringify(this.inner) ?? '')
  }
}

function open(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('{')) return new Inner(value, (json) => json)
  if (typeof value === 'string' && value.startsWith('H4sI')) {
    const json = gunzipSync(Buffer.from(value, 'base64')).toString()
    return new Inner(json, (changed) => gzipSync(changed).toString('base64'))
  }
  if (Array.isArray(value)) return value.map(open)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, open(one)]))
}
